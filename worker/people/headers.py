"""What columns and roles are called in the files of our customers' systems, by language: data.

Compared without capitals, accents, spaces and signs: `E-mail adres` is `emailadres`.
"""

from __future__ import annotations

import unicodedata
from collections.abc import Mapping
from enum import StrEnum

from config.codes import ContactRole


class Column(StrEnum):
    """What a column of a file tells."""

    ORGANISATION = "organisation"
    NUMBER = "number"
    DOMAINS = "domains"
    ADDRESS = "address"
    NAME = "name"
    FIRST_NAME = "first name"
    INFIX = "infix"
    LAST_NAME = "last name"
    ROLE = "role"


_COLUMNS: Mapping[Column, str] = {
    Column.ORGANISATION: """
        organisatie organisatienaam naamorganisatie klant klantnaam bedrijf bedrijfsnaam vereniging
        opvangorganisatie opvang kindercentrum relatie relatienaam
        organisation organisationname organization organizationname company companyname customer
        customername account accountname client clientname
        nomdelorganisation nomorganisation nomdorganisation societe entreprise association structure
        nomduclient nomclient nomdelastructure
        organisationsname firma firmenname unternehmen kunde kundenname einrichtung trager
        verein""",
    Column.NUMBER: """
        nummer klantnummer klantnr klantcode debiteur debiteurnummer debiteurennummer debiteurnr
        debnr relatienummer relatienr organisatienummer
        number customernumber customerno customerid accountnumber debtor debtornumber clientnumber
        numero numeroclient numerodeclient noclient nclient ndeclient numerodebiteur
        numerodedebiteur codeclient
        kundennummer kundennr debitorennummer debitornummer debitorennr""",
    Column.DOMAINS: """
        domein domeinen domeinnaam domeinnamen maildomein maildomeinen emaildomein emaildomeinen
        domain domains domainname domainnames maildomain maildomains emaildomain emaildomains
        domaine domaines nomdedomaine nomsdedomaine domainemail domainesemail
        domane domanen maildomane""",
    Column.ADDRESS: """
        email mail emailadres mailadres zakelijkemail emailzakelijk emailwerk werkemail
        emailaddress mailaddress workemail businessemail primaryemail
        courriel adressemail adresseemail adressedemail adresseelectronique
        emailadresse mailadresse epost""",
    Column.NAME: """
        naam volledigenaam contact contactpersoon contactnaam naamcontactpersoon
        name fullname contactname contactperson displayname
        nom nomcomplet nometprenom nomducontact personnedecontact
        kontakt kontaktperson ansprechpartner ansprechpartnerin ansprechperson""",
    Column.FIRST_NAME: "voornaam roepnaam firstname givenname prenom vorname",
    Column.INFIX: "tussenvoegsel tussenvoegsels voorvoegsel voorvoegsels infix",
    Column.LAST_NAME: """achternaam familienaam lastname surname familyname nomdefamille nachname
        familienname""",
    Column.ROLE: """rol rollen gebruikersrol role roles userrole roleutilisateur roledelutilisateur
        rolle benutzerrolle""",
}
_ROLES: Mapping[ContactRole, str] = {
    ContactRole.SUPERADMIN: """superadmin superadministrator superadministrateur superbeheerder
        hoofdbeheerder administrateurprincipal hauptadministrator""",
    ContactRole.ADMINISTRATOR: """administrator admin beheerder functioneelbeheerder
        applicatiebeheerder administrateur administratrice gestionnaire administratorin verwalter
        verwalterin""",
    ContactRole.KEY_USER: """keyuser sleutelgebruiker kerngebruiker utilisateurcle utilisatricecle
        utilisateurreferent schlusselbenutzer schlusselbenutzerin schlusselanwender
        schlusselanwenderin""",
    ContactRole.STAFF: """staff medewerker medewerkster personeel gebruiker user employee
        collaborateur collaboratrice employe employee utilisateur utilisatrice mitarbeiter
        mitarbeiterin mitarbeitende benutzer benutzerin anwender anwenderin""",
}


def column_of(header: str) -> Column | None:
    """What a column with this header tells; None: nothing that we keep."""
    return _BY_HEADER.get(_bare(header))


def role_of(text: str) -> ContactRole | None:
    """The role that somebody wrote; None if it is none of ours."""
    return _BY_ROLE.get(_bare(text))


def _bare(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text.casefold())
    return "".join(letter for letter in plain if letter.isalnum() and letter.isascii())


_BY_HEADER = {name: column for column, names in _COLUMNS.items() for name in names.split()}
_BY_ROLE = {name: role for role, names in _ROLES.items() for name in names.split()}
