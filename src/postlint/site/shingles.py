"""The similarity of two posts from 64 numbers each: one permutation hashing of shingles of words.

The share of equal numbers estimates the Jaccard similarity of the two sets of shingles (Li, Owen, Zhang: One
Permutation Hashing, 2012); with 64 numbers its standard error is at most 0.0625, and 0.045 at 0.85.
"""

from __future__ import annotations

import sys
from array import array
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence, Set
from itertools import combinations
from zlib import crc32

from postlint.data.patterns import lazy_pattern
from postlint.data.plain import plain, separating

#: words in a shingle: three distinguish texts on the same subject
SHINGLE = 3
#: numbers in a signature
BINS = 64
#: an empty bin; a number that no shingle has
EMPTY = 0xFFFFFFFF
#: Knuth's multiplicative constant (2^64 / golden ratio): spreads the bits of a checksum
_SPREAD = 0x9E3779B97F4A7C15
_MASK = 0xFFFFFFFFFFFFFFFF

_ASCII = separating("_")
#: a word; each character of scripts that put no spaces between words is one
_WORD = lazy_pattern(r"[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff\u0e00-\u0e7f]|\w+")


def words_of(texts: Iterable[str]) -> list[str]:
    """The words of some texts in lower case."""
    words: list[str] = []
    for text in texts:
        ascii_text = plain(text)
        words += ascii_text.translate(_ASCII).split() if ascii_text.isascii() else _WORD.findall(text.casefold())
    return words


def signature(words: Sequence[str]) -> array[int]:
    """The 64 numbers of a text; the same on every machine and in every run. Empty for less than a shingle."""
    if len(words) < SHINGLE:
        return array("I")
    least = [EMPTY] * BINS
    checksums = {word: crc32(word.encode("utf-8", "surrogatepass")) for word in set(words)}
    first, second, *rest = [checksums[word] for word in words]
    for third in rest:
        mixed = ((first * 31 + second) * 1_000_003 + third) * _SPREAD & _MASK
        place, number = mixed >> 58, mixed >> 20 & 0xFFFFFFFF
        if number < least[place]:
            least[place] = number
        first, second = second, third
    return array("I", least)


def similarity(one: int, other: int) -> float:
    """The estimated similarity (0 to 1) of two texts; bins that are empty in both are ignored.

    Each is given as one large integer, the numbers side by side: all bins are compared at once.
    """
    different = _unequal(one, other)
    filled = _unequal(one & other, _ALL)
    return (filled - different) / filled if filled else 0.0


#: the highest bit of each number, all others, and all
_HIGH = int.from_bytes(array("I", [0x80000000] * BINS).tobytes(), sys.byteorder)
_ALL = (1 << 32 * BINS) - 1
_LOW = _ALL ^ _HIGH


def _unequal(one: int, other: int) -> int:
    """In how many bins two texts differ. The sum carries into the highest bit of a number that is not 0."""
    bits = one ^ other
    return (((bits & _LOW) + _LOW | bits) & _HIGH).bit_count()


#: numbers in a band. Posts that agree in one whole band are compared: of those that are 85 % alike,
#: 1 - (1 - 0.85^4)^16 = 99.999 % do
BAND = 4
#: in one band, a post is compared with so many earlier ones: a thousand posts of one pattern make no million pairs
COMPARED = 8
#: an empty band, and the size of a band in bytes
_NO_BAND = array("I", [EMPTY] * BAND).tobytes()
_BAND_SIZE = len(_NO_BAND)


def nearest(signatures: Sequence[array[int]], least: float) -> Iterator[tuple[int, int, float]]:
    """For each text with a similarity of at least `least` to an earlier one: its index, that of the nearest, the value.

    Time grows with the number of texts, not with its square.
    """
    texts = [one.tobytes() for one in signatures]
    originals: dict[bytes, int] = {}
    for index, text in enumerate(texts):
        originals.setdefault(text, index)
    alike = _agreeing(originals)
    numbers = [int.from_bytes(text, sys.byteorder) for text in texts]
    for index, text in enumerate(texts):
        if not text:
            continue
        if originals[text] != index:
            yield index, originals[text], 1.0
        elif index in alike:
            best, other = max((similarity(numbers[index], numbers[one]), -one) for one in alike[index])
            if best >= least:
                yield index, -other, best


def _agreeing(texts: Mapping[bytes, int]) -> Mapping[int, set[int]]:
    """The earlier texts that a text agrees with in a whole band; each text given as the bytes of its signature.

    Band by band, so that only one is in memory.
    """
    found: dict[int, set[int]] = defaultdict(set)
    for start in range(0, BINS // BAND * _BAND_SIZE, _BAND_SIZE):
        buckets: dict[bytes, list[int]] = {}
        for text, index in texts.items():
            band = text[start : start + _BAND_SIZE]
            if band == _NO_BAND:
                continue
            bucket = buckets.get(band)
            if bucket is None:
                buckets[band] = [index]
                continue
            found[index].update(bucket)
            if len(bucket) < COMPARED:
                bucket.append(index)
    return found


def stay_apart(texts: Sequence[tuple[str, bytes]], changed: Set[str], least: float) -> bool:
    """Whether changed texts take no part in what `nearest` finds: none is that similar to another text.

    Texts are given with their paths, as the bytes of their signatures; of changed ones, those before the change and
    after. Where a band has so many texts that not all are compared, the answer is no.
    """
    wanted = {band for path, text in texts if path in changed for band in _bands_of(text)}
    agreeing: dict[tuple[int, bytes], list[tuple[str, int]]] = defaultdict(list)
    for path, text in texts if wanted else ():
        for band in wanted.intersection(_bands_of(text)):
            agreeing[band].append((path, int.from_bytes(text, sys.byteorder)))
    return all(
        len(found) <= COMPARED
        and not any(
            one[0] != other[0] and changed & {one[0], other[0]} and similarity(one[1], other[1]) >= least
            for one, other in combinations(found, 2)
        )
        for found in agreeing.values()
    )


def _bands_of(text: bytes) -> Iterator[tuple[int, bytes]]:
    """The bands of a text with their places, without empty ones."""
    for start in range(0, len(text), _BAND_SIZE):
        band = text[start : start + _BAND_SIZE]
        if band != _NO_BAND:
            yield start, band
