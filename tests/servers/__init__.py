"""Real servers for tests, each in a temporary folder on a free loopback port.

They start as whoever runs the tests; as root they step down to an account that their program
accepts. What is not installed raises `ServerMissing` with the package to install.
"""
