"""What readers of several formats share: numbers of lists, raised figures, characters of symbol fonts, diagrams and charts."""
