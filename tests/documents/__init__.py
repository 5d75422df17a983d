"""Documents for tests, made by code: office files, PDFs, pictures. All people are made up."""
