"""Check digits: what tells a number of a person from a number of the same shape."""

from datetime import date

_MAINLAND_WEIGHTS = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
_KOREAN_WEIGHTS = (2, 3, 4, 5, 6, 7, 8, 9, 2, 3, 4, 5)
_TAIWAN_WEIGHTS = (8, 7, 6, 5, 4, 3, 2, 1, 1)
_TAIWAN_LETTERS = "ABCDEFGHJKLMNPQRSTUVXYWZIO"  # from 10 on, in the order of the register
_POSTAL_WEIGHTS = (8, 6, 4, 2, 3, 5, 9, 7)
_KOREAN_CENTURY = {"1": 1900, "2": 1900, "3": 2000, "4": 2000,
                   "5": 1900, "6": 1900, "7": 2000, "8": 2000}  # fmt: skip

_MAKERS = ("880", *(str(code) for code in range(690, 700)), "471", "489", "45", "49")


def luhn(digits: str) -> bool:
    """Bank cards: every second digit doubled, counted from the right."""
    doubled = (sum(divmod(2 * int(digit), 10)) for digit in digits[-2::-2])
    return (sum(map(int, digits[::-2])) + sum(doubled)) % 10 == 0


def mainland_identity(number: str) -> bool:
    """Eighteen characters: area, birthday, serial, check digit modulo 11 (X is ten)."""
    total = _weighed(number[:17], _MAINLAND_WEIGHTS)
    return _is_date(number[6:10], number[10:14]) and "10X98765432"[total % 11] == number[17].upper()


def taiwan_identity(number: str) -> bool:
    """A letter and nine digits; residents' numbers of before 2021 have two letters."""
    letter, rest = number[0].upper(), number[1:].upper()
    place = 10 + _TAIWAN_LETTERS.index(letter)
    if not rest[0].isdigit():
        rest = str(_TAIWAN_LETTERS.index(rest[0]) % 10) + rest[1:]
    total = place // 10 + 9 * (place % 10) + _weighed(rest, _TAIWAN_WEIGHTS)
    return total % 10 == 0


def hong_kong_identity(number: str) -> bool:
    """One or two letters, six digits, check digit modulo 11 (A is ten)."""
    body, check = number[:-1].upper(), number[-1].upper()
    values = [36] * (8 - len(body)) + [int(character, 36) for character in body]
    total = sum(value * weight for value, weight in zip(values, range(9, 1, -1), strict=True))
    return (total + int(check, 16)) % 11 == 0


def korean_identity(number: str) -> bool:
    """Thirteen digits: birthday, sex and century, place and serial, check digit.

    Of people born from 2020 on nothing can be checked but the birthday: their digits are drawn.
    """
    century = _KOREAN_CENTURY.get(number[6])
    if century is None or not _is_date(str(century + int(number[:2])), number[2:6]):
        return False
    if century == 2000 and number[:2] >= "20":
        return True
    check = (11 - _weighed(number[:12], _KOREAN_WEIGHTS) % 11) % 10
    return int(number[12]) in {check, (check + 2) % 10 if number[6] in "5678" else check}


def korean_identity_unbroken(number: str) -> bool:
    """The same written without its hyphen: only what can be checked, and no bar code of a thing."""
    drawn = number[6] in "3478" and number[:2] >= "20"
    return korean_identity(number) and not drawn and not bar_code(number)


def bar_code(number: str) -> bool:
    """Thirteen digits from the makers of Korea, China, Taiwan, Hong Kong and Japan (EAN-13).

    Only of these: every tenth number passes the check digit, and each more hides people.
    """
    weights = (1, 3) * 6
    total = _weighed(number[:12], weights) + int(number[12])
    return number.startswith(_MAKERS) and total % 10 == 0


def account(number: str) -> bool:
    """A bank account with its country's letters (IBAN), modulo 97."""
    return 15 <= len(number) <= 34 and int(_figures(number[4:] + number[:4])) % 97 == 1


def _figures(number: str) -> str:
    return "".join(str(int(character, 36)) for character in number)


def postal_item(number: str) -> bool:
    """Two letters, eight digits, check digit, two letters of a country (UPU S10)."""
    check = 11 - _weighed(number[2:10], _POSTAL_WEIGHTS) % 11
    return {10: 0, 11: 5}.get(check, check) == int(number[10])


def _weighed(digits: str, weights: tuple[int, ...]) -> int:
    return sum(int(digit) * weight for digit, weight in zip(digits, weights, strict=False))


def _is_date(year: str, month_and_day: str) -> bool:
    try:
        date(int(year), int(month_and_day[:2]), int(month_and_day[2:]))
    except ValueError:
        return False
    return int(year) >= 1900
