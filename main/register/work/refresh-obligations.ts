/** Time passes without events: weeks that went by become missed, the next ones open. Run at unlock and when the day changes. */
import { casesTickedBefore } from '../../../db/queries/cases.ts';
import { caseLog } from './case-log.ts';
import { updateDuties } from '../../../db/stores/case-store.ts';
import { saveObligations } from '../../../db/stores/obligation-store.ts';
import type { Register } from '../../../db/tx.ts';
import { nextTickOf, obligationsOf } from '../../../domain/rules/engine.ts';
import type { Instant } from '../../../domain/time.ts';
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import { rulesOf } from './rule-packs.ts';

/** Cases written in one transaction: other calls get their turn in between. */
const batch = 50;

/** Answers how many cases were looked at, and how many obligations changed. */
export async function refreshObligations(
  register: Register,
  at: { readonly now: Instant; readonly kind: RegisterKind },
): Promise<{ readonly cases: number; readonly changed: number }> {
  const { rules, ids } = await register.read(async (reader) => ({ rules: await rulesOf(reader), ids: await casesTickedBefore(reader, at.now) }));
  let changed = 0;
  for (let first = 0; first < ids.length; first += batch) {
    changed += await register.write(async (tx) => {
      let written = 0;
      for (const id of ids.slice(first, first + batch)) {
        const engine = { events: await caseLog(tx, id), packs: rules.packs, calendar: rules.calendar, registerKind: at.kind, now: at.now };
        const summary = await saveObligations(tx, id, obligationsOf(engine));
        await updateDuties(tx, id, { ...summary, nextTickAt: nextTickOf(engine) });
        written += summary.written;
      }
      return written;
    });
  }
  return { cases: ids.length, changed };
}
