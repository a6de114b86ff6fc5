"""The retour code (WJ001) of every rule on claims."""

RETOURCODES = {
    "TR304": "8187", "TR333": "9333", "TR318": "8214", "TR338": "9338", "TR384": "9384", "TR314": "8021",
    "TR323": "8017", "TR390": "9390", "TR389": "9389", "TR339": "9339", "TR340": "9340", "TR381": "S329",
    "TR341": "9341", "TR307": "9307", "TR308": "9308", "TR387": "9387", "TR388": "9388", "TR319": "9319",
    "TR418": "0611", "TR346": "9346", "TR321": "9321", "TR322": "9322", "TR369": "9369",
}  # fmt: skip


def get_retourcode(code: str) -> str:
    """KeyError for a rule that is not about claims."""
    return RETOURCODES[code]
