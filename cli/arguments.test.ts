import { describe, expect, it } from 'vitest';
import { readArguments } from './arguments.ts';

describe('what simulate is asked for', () => {
  it('is two years of a school of 480 unless said otherwise', () => {
    expect(readArguments(['simulate'])).toMatchObject({ ok: true, value: { years: 2, seed: 1, pupils: 480 } });
    expect(readArguments(['simulate', '--years', '0.25', '--seed', '0', '--pupils', '16', '--out', 'x'])).toMatchObject({
      ok: true,
      value: { years: 0.25, seed: 0, pupils: 16, out: 'x' },
    });
  });

  it.each([
    ['years', ['0', '-1', '-0.25', 'abc', '', ' ', '0.3', '2.25', '3', 'Infinity', 'NaN', '1e0', '0x1', '１']],
    ['seed', ['-1', 'x', '', ' ', '1.5', '4294967296', '1e3', '0x20', '99999999999999999999']],
    ['pupils', ['15', '5001', '', '16.5', '1e2', '0x20', '-480', 'all']],
  ])('refuses other --%s', (name, values) => {
    for (const value of values) expect(readArguments(['simulate', `--${name}=${value}`])).toMatchObject({ ok: false });
  });

  it('refuses an empty folder name, which would be wherever the program stands', () => {
    expect(readArguments(['simulate', '--out='])).toMatchObject({ ok: false });
    expect(readArguments(['demo', '--out', ''])).toMatchObject({ ok: false });
  });
});
