/** GB18030 bytes of a text. The platform only decodes it, so the table is made once by decoding every code there is. */

const bytesOf = new Map<string, Uint8Array>();

function learn(codes: readonly Uint8Array[]): void {
  const decoder = new TextDecoder('gb18030');
  for (const code of codes) {
    const text = decoder.decode(code);
    if ([...text].length === 1 && text !== '\uFFFD' && !bytesOf.has(text)) bytesOf.set(text, code);
  }
}

function twoByteCodes(): readonly Uint8Array[] {
  const codes: Uint8Array[] = [];
  for (let first = 0x81; first <= 0xfe; first += 1) {
    for (let second = 0x40; second <= 0xfe; second += 1) {
      if (second !== 0x7f) codes.push(Uint8Array.of(first, second));
    }
  }
  return codes;
}

/** The four-byte code with this place in the sequence of all of them. */
function fourByteCode(place: number): Uint8Array {
  return Uint8Array.of(0x81 + Math.floor(place / 12_600), 0x30 + (Math.floor(place / 1260) % 10), 0x81 + (Math.floor(place / 10) % 126), 0x30 + (place % 10));
}

/** Characters outside the basic plane follow on from this place without a gap. */
const supplementaryPlace = 189_000;
const basicPlaces = 39_420;

function makeTable(): void {
  learn(twoByteCodes());
  learn(Array.from({ length: basicPlaces }, (_, place) => fourByteCode(place)));
}

function codeOf(character: string): Uint8Array {
  const point = character.codePointAt(0) ?? 0;
  if (point < 0x80) return Uint8Array.of(point);
  if (point >= 0x10000) return fourByteCode(supplementaryPlace + point - 0x10000);
  const code = bytesOf.get(character);
  if (code === undefined) throw new Error('a character without a GB18030 code');
  return code;
}

export function gb18030Of(text: string): Uint8Array {
  if (bytesOf.size === 0) makeTable();
  return Buffer.concat([...text].map(codeOf));
}
