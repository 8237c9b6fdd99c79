"""Report rounds (Decree 09/2019): the form of a round, what each agency fills in, its checking and acceptance.

Does not own what is measured (`measures`), planned (`plans`) or assigned (`tasks`): it freezes their numbers.
"""
