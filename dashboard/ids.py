"""Names of the places and components that callbacks, scripts and tests look for; nothing of ours imported."""

# What Dash holds.
COMPOSITION = "composition"
SEARCH = "demande"
ROWS = "lignes"
GRAPH = "graphe"
# Places of the page.
MAIN = "contenu"
HEAD = "tete"
FILTERS = "filtres"
MAP = "carte"
FIGURES = "chiffres-carte"
LEGEND = "legende"
ANALYSIS = "analyse"  # the questions of coverage beside the map
QUESTIONS = "questions"  # the same, under the grid
GUIDE = "parcours"
PANEL = "panneau"
WORDS = "recherche"
LIST = "liste"
ANNOUNCEMENT = "annonce"
FAILURE = "panne"
