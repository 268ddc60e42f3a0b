import { createHmac } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { open, seal } from './aead.ts';
import { decryptWithIdentity, encryptToRecipients, generateAgeIdentity, isAgeIdentity, isRecipient, recipientOf } from './age.ts';
import { base64Of, bytesOfBase64, bytesOfHex, hexOf, textOf, utf8Of } from './bytes.ts';
import { canonicalJson, parseCanonicalJson } from './canonical.ts';
import { sha256Hex } from './sha256.ts';
import { generateSignSeed, publicKeyFromPem, publicKeyOf, publicKeyToPem, signBytes, verifySignature } from './sign.ts';
import { wipe } from './wipe.ts';

function hex(text: string): Uint8Array {
  const bytes = bytesOfHex(text);
  if (bytes === undefined) throw new Error('bad hex in test');
  return bytes;
}

function flipped(bytes: Uint8Array, index: number, bit: number): Uint8Array {
  const copy = Uint8Array.from(bytes);
  copy[index % copy.length] = (copy[index % copy.length] ?? 0) ^ (1 << bit);
  return copy;
}

describe('AES-256-GCM', () => {
  it('opens the published vector (GCM specification, test case 16)', () => {
    const key = hex('feffe9928665731c6d6a8f9467308308feffe9928665731c6d6a8f9467308308');
    const ciphertext = hex(
      '522dc1f099567d07f47f37a32a84427d643a8cdcbfe5c0c97598a2bd2555d1aa8cb08e48590dbb3da7b08b1056828838c5f61e6393ba7a0abcc9f66276fc6ece0f4e1768cddf8853bb2d551b',
    );
    const opened = open(key, { nonce: hex('cafebabefacedbaddecaf888'), ciphertext }, hex('feedfacedeadbeeffeedfacedeadbeefabaddad2'));
    expect(opened.ok && hexOf(opened.value)).toBe(
      'd9313225f88406e5a55909c5aff5269a86a7a9531534f7da2e4c303d8a318a721c3c0c95956809532fcf0e2449a6b525b16aedf5aa0de657ba637b39',
    );
  });

  it('gives back what was sealed and refuses every flipped bit of nonce, ciphertext, tag, key and aad', () => {
    fc.assert(
      fc.property(
        fc.uint8Array({ maxLength: 200 }),
        fc.uint8Array({ minLength: 1, maxLength: 40 }),
        fc.nat(),
        fc.integer({ min: 0, max: 7 }),
        (plaintext, aad, at, bit) => {
          const key = generateSignSeed();
          const sealed = seal(key, plaintext, aad);
          expect(open(key, sealed, aad)).toEqual({ ok: true, value: plaintext });
          const refused = { ok: false, error: 'AEAD_REFUSED' };
          expect(open(key, { ...sealed, ciphertext: flipped(sealed.ciphertext, at, bit) }, aad)).toEqual(refused);
          expect(open(key, { ...sealed, nonce: flipped(sealed.nonce, at, bit) }, aad)).toEqual(refused);
          expect(open(flipped(key, at, bit), sealed, aad)).toEqual(refused);
          expect(open(key, sealed, flipped(aad, at, bit))).toEqual(refused);
          expect(open(key, { ...sealed, ciphertext: sealed.ciphertext.subarray(1) }, aad)).toEqual(refused);
          expect(open(key, { ...sealed, ciphertext: sealed.ciphertext.subarray(0, 15) }, aad)).toEqual(refused);
        },
      ),
    );
  });

  it('never uses a nonce twice', () => {
    const key = new Uint8Array(32);
    const nonces = new Set(Array.from({ length: 500 }, () => hexOf(seal(key, key, key).nonce)));
    expect(nonces.size).toBe(500);
  });
});

describe('Ed25519', () => {
  it('reproduces RFC 8032 test 3', () => {
    const seed = hex('c5aa8df43f9f837bedb7442f31dcb7b166d38535076f094b85ce3a2e0b4458f7');
    expect(hexOf(publicKeyOf(seed))).toBe('fc51cd8e6218a1a38da47ed00230f0580816ed13ba3303ac5deb911548908025');
    expect(hexOf(signBytes(seed, hex('af82')))).toBe(
      '6291d657deec24024827e69c3abe01a30ce548a284743a445e3680d7db5ac3ac18ff9b538d16f290ae67f760984dc6594a7c15e9716ed28dc027beceea1ec40a',
    );
  });

  it('signs no more with a seed that was wiped, though it has signed before', () => {
    const seed = generateSignSeed();
    const bytes = hex('af82');
    expect(signBytes(seed, bytes)).toEqual(signBytes(seed, bytes));
    wipe(seed);
    expect(() => signBytes(seed, bytes)).toThrow('wiped');
  });

  it('refuses a signature over changed bytes, by another key, or of another length', () => {
    fc.assert(
      fc.property(fc.uint8Array({ minLength: 1, maxLength: 100 }), fc.nat(), fc.integer({ min: 0, max: 7 }), (bytes, at, bit) => {
        const seed = generateSignSeed();
        const publicKey = publicKeyOf(seed);
        const signature = signBytes(seed, bytes);
        expect(verifySignature(publicKey, bytes, signature)).toBe(true);
        expect(verifySignature(publicKey, flipped(bytes, at, bit), signature)).toBe(false);
        expect(verifySignature(publicKey, bytes, flipped(signature, at, bit))).toBe(false);
        expect(verifySignature(publicKeyOf(generateSignSeed()), bytes, signature)).toBe(false);
        expect(verifySignature(publicKey, bytes, signature.subarray(1))).toBe(false);
        expect(verifySignature(publicKey.subarray(1), bytes, signature)).toBe(false);
      }),
      { numRuns: 30 },
    );
  });

  it('writes and reads the public key as PEM, in one spelling only', () => {
    const publicKey = publicKeyOf(generateSignSeed());
    const pem = publicKeyToPem(publicKey);
    expect(publicKeyFromPem(pem)).toEqual(publicKey);
    expect(publicKeyFromPem(pem.replaceAll('\n', '\r\n'))).toBeUndefined();
    expect(publicKeyFromPem(`${pem}${pem}`)).toBeUndefined();
    // An X25519 key has the same length and another algorithm number.
    expect(publicKeyFromPem(pem.replace('MCowBQYDK2Vw', 'MCowBQYDK2Vu'))).toBeUndefined();
  });
});

describe('age', () => {
  it('every recipient can decrypt, nobody else', async () => {
    const [first, second, stranger] = await Promise.all([generateAgeIdentity(), generateAgeIdentity(), generateAgeIdentity()]);
    const file = await encryptToRecipients(utf8Of('一份材料'), [await recipientOf(first), await recipientOf(second)]);
    if (!file.ok) throw new Error('encryption failed');
    for (const identity of [first, second]) {
      const opened = await decryptWithIdentity(file.value, identity);
      expect(opened.ok && textOf(opened.value)).toBe('一份材料');
    }
    expect(await decryptWithIdentity(file.value, stranger)).toEqual({ ok: false, error: 'AGE_NOT_FOR_US' });
  });

  it('refuses a file with a changed, missing or added byte', async () => {
    const identity = await generateAgeIdentity();
    const file = await encryptToRecipients(new Uint8Array(1000), [await recipientOf(identity)]);
    if (!file.ok) throw new Error('encryption failed');
    for (let at = 0; at < file.value.length; at += 7) expect((await decryptWithIdentity(flipped(file.value, at, at % 8), identity)).ok).toBe(false);
    expect(await decryptWithIdentity(file.value.subarray(0, -1), identity)).toEqual({ ok: false, error: 'AGE_DAMAGED' });
    expect(await decryptWithIdentity(Uint8Array.of(...file.value, 0), identity)).toEqual({ ok: false, error: 'AGE_DAMAGED' });
    expect(await decryptWithIdentity(new Uint8Array(0), identity)).toEqual({ ok: false, error: 'AGE_DAMAGED' });
  });

  it('does not try a header with more stanzas than a list of recipients can have', async () => {
    const identity = await generateAgeIdentity();
    const stanza = `-> X25519 ${'A'.repeat(43)}\n${'A'.repeat(43)}\n`;
    const file = utf8Of(`age-encryption.org/v1\n${stanza.repeat(5000)}--- ${'A'.repeat(43)}\n${'x'.repeat(100)}`);
    expect(await decryptWithIdentity(file, identity)).toEqual({ ok: false, error: 'AGE_DAMAGED' });
  });

  it('knows its own keys by their checksum', async () => {
    const identity = await generateAgeIdentity();
    const recipient = await recipientOf(identity);
    expect([isAgeIdentity(identity), isRecipient(recipient)]).toEqual([true, true]);
    const other = recipient.endsWith('q') ? 'p' : 'q';
    expect(isRecipient(recipient.slice(0, -1) + other)).toBe(false);
    expect(isRecipient(`age1pq1${recipient.slice(4)}`)).toBe(false);
    expect(isAgeIdentity(recipient)).toBe(false);
  });
});

describe('canonical JSON', () => {
  it('follows the example of RFC 8785 §3.2.3', () => {
    const value = {
      '\u20ac': 'Euro Sign',
      '\r': 'Carriage Return',
      '\ufb33': 'Hebrew Letter Dalet With Dagesh',
      '1': 'One',
      '\ud83d\ude00': 'Emoji: Grinning Face',
      '\u0080': 'Control',
      '\u00f6': 'Latin Small Letter O With Diaeresis',
    };
    expect(textOf(canonicalJson(value))).toBe(
      '{"\\r":"Carriage Return","1":"One","\u0080":"Control","ö":"Latin Small Letter O With Diaeresis","€":"Euro Sign","😀":"Emoji: Grinning Face","\ufb33":"Hebrew Letter Dalet With Dagesh"}',
    );
    expect(textOf(canonicalJson({ numbers: [333333333.3333333, 1e30, 4.5, 2e-3, 1e-27], b: null, a: '\u20ac$\u000f\nA\'B"\\\\"/' }))).toBe(
      '{"a":"€$\\u000f\\nA\'B\\"\\\\\\\\\\"/","b":null,"numbers":[333333333.3333333,1e+30,4.5,0.002,1e-27]}',
    );
  });

  it('one value has one spelling, and only that spelling is read back', () => {
    fc.assert(
      fc.property(fc.jsonValue(), (value) => {
        const bytes = canonicalJson(value);
        expect(canonicalJson(parseCanonicalJson(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['{"b":1,"a":2}', '{"a":1,"a":1}', '{ "a":1}', '{"a":1.0}', '{"a":1}\n', '\ufeff{"a":1}', '{"a":"\\u0041"}', '{"a":', '']) {
      expect(parseCanonicalJson(utf8Of(text)), text).toBeUndefined();
    }
    expect(parseCanonicalJson(Uint8Array.of(0x22, 0xff, 0x22))).toBeUndefined();
  });
});

describe('bytes', () => {
  it('base64 and hex have one spelling', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 60 }), (bytes) => {
        expect(bytesOfBase64(base64Of(bytes))).toEqual(bytes);
        expect(bytesOfHex(hexOf(bytes))).toEqual(bytes);
      }),
    );
    for (const text of ['QQ', 'QR==', 'Q Q==', 'Q_==', 'QQ==\n']) expect(bytesOfBase64(text), text).toBeUndefined();
    for (const text of ['0', 'AB', 'zz', '00 ']) expect(bytesOfHex(text), text).toBeUndefined();
  });

  it('SHA-256 of "abc" is the published one, and wiping leaves zeros', () => {
    expect(sha256Hex(utf8Of('abc'))).toBe('ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad');
    const secret = Uint8Array.from(createHmac('sha256', 'a').digest());
    wipe(secret);
    expect(secret).toEqual(new Uint8Array(32));
  });
});
