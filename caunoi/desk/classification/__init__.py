"""Year-end classification: the proposal with its evidence, explanations, the decision."""
