import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { gb18030Of } from './gb18030.ts';

describe('GB18030', () => {
  it('has the codes that the standard gives', () => {
    expect(Buffer.from(gb18030Of('A啊')).toString('hex')).toBe('41b0a1');
    expect(Buffer.from(gb18030Of('𠀀')).toString('hex')).toBe('95328236');
  });

  it('is read back by the platform, rare characters too', () => {
    const decoder = new TextDecoder('gb18030');
    for (const name of ['欧阳', '于䶮梦', '韩𬭎琪', '傅𫖯可', '丁𠅤', '吕㛃芷', '迪丽努尔·艾合买提']) expect(decoder.decode(gb18030Of(name))).toBe(name);
  });

  it('is read back for any Chinese character', () => {
    const decoder = new TextDecoder('gb18030');
    const han = fc.oneof(fc.integer({ min: 0x3400, max: 0x9fff }), fc.integer({ min: 0x20000, max: 0x323af })).map((point) => String.fromCodePoint(point));
    fc.assert(
      fc.property(fc.array(han, { maxLength: 8 }), (characters) => {
        expect(decoder.decode(gb18030Of(characters.join('')))).toBe(characters.join(''));
      }),
    );
  });
});
