"""What somebody who means harm tries, address by address: authority, headers, what is typed, what is guessed."""
