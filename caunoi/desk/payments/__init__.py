"""The till: what is due here, money taken and given back, the day's closing, services compared with ours."""
