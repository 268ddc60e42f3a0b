/** The scales the register can score. One line here adds one. */
import type { Instrument } from '../vocabulary.ts';
import type { Scale } from './define-scale.ts';
import { gad7 } from './gad7.ts';
import { mht } from './mht.ts';
import { mssmhs } from './mssmhs.ts';
import { phq9 } from './phq9.ts';

export const scales: Readonly<Record<Instrument, Scale>> = { MHT: mht, PHQ9: phq9, GAD7: gad7, MSSMHS: mssmhs };

/** Splits a reason into its code and the factor it names: `MHT_FACTOR_8:loneliness` → code `MHT_FACTOR_8`, factor `loneliness`. */
export function parseReason(reason: string): { readonly code: string; readonly factor: string | null } {
  const at = reason.indexOf(':');
  return at < 0 ? { code: reason, factor: null } : { code: reason.slice(0, at), factor: reason.slice(at + 1) };
}

/** Official Chinese name of a factor, null if the scale has no such factor. */
export function factorName(instrument: Instrument, factor: string): string | null {
  return scales[instrument].factors.find(({ code }) => code === factor)?.name ?? null;
}
