"""The map itself: four shares and three axes, regions, dominance, tension."""
