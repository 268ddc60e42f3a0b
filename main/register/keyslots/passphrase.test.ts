import { describe, expect, it } from 'vitest';
import { checkPassphrase, passphraseStrength } from './passphrase.ts';

const words = ['limei', '李梅', '青松实验中学'];

describe('the passphrase policy', () => {
  it.each([
    ['surname, given name and birthday', 'wangfang19880512'],
    ['the same with a capital and a sign', 'Wang@19900101'],
    ['a place, a year and signs', 'Qingpu2026!!'],
    ['the login, the subject and a year', 'limei.xinli.2024'],
    ['school words in pinyin', 'qingpu-zhongxue-2026'],
    ['school words in characters and a year', '心理辅导中心2026年'],
    ['a set phrase', '好好学习天天向上'],
    ['a line every child knows', '床前明月光疑是地上霜'],
    ['a mobile number', '13812345678'],
    ['an identity number', '110105199001011234'],
    ['the office itself', '青松实验中学青松实验中学'],
    ['a keyboard row', 'qwertyuiop1234'],
    ['one letter many times', 'aaaaaaaaaaaaaaaa'],
    ['a famous password with replaced letters', 'P@ssw0rd2026'],
    ['nine random characters', '7Hx!pq0Zk'],
    ['nothing', ''],
  ])('refuses %s', (_what, passphrase) => {
    expect(checkPassphrase(passphrase, words)).toEqual({ ok: false, error: 'PASSPHRASE_WEAK' });
  });

  it.each([
    ['a sentence in characters', '四月的风吹过蓝色自行车'],
    ['five unrelated words', 'gray-otter-climbs-nine-hills'],
    ['unrelated words in pinyin', 'lanse-jingyu-dengta-yuye'],
    ['random characters', '7Hx!pq0Zk2vW'],
  ])('takes %s', (_what, passphrase) => {
    expect(checkPassphrase(passphrase, words)).toEqual({ ok: true, value: undefined });
  });

  it('full-width input is judged like plain input', () => {
    expect(passphraseStrength('Ｗａｎｇ＠１９９００１０１', words)).toEqual(passphraseStrength('Wang@19900101', words));
  });

  it('own words weaken a passphrase made of them', () => {
    const passphrase = 'kumquat-orrery-zeppelin';
    expect(passphraseStrength(passphrase, passphrase.split('-')).score).toBeLessThan(passphraseStrength(passphrase, []).score);
  });
});
