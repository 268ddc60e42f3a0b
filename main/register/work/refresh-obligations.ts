/** Time passes without events: weeks that went by become missed, the next ones open. Run at unlock and when the day changes. */
import { caseById, casesTickedBefore } from '../../../db/queries/cases.ts';
import { updateDuties } from '../../../db/stores/case-store.ts';
import { saveObligations } from '../../../db/stores/obligation-store.ts';
import type { Register, Tx } from '../../../db/tx.ts';
import type { CaseId } from '../../../domain/ids.ts';
import { dutiesOf } from '../../../domain/rules/engine.ts';
import type { Instant } from '../../../domain/time.ts';
import type { RegisterKind } from '../../../domain/vocabulary.ts';
import { caseLog } from './case-log.ts';
import { rulesOf, type Rules } from './rule-packs.ts';

/** Cases written in one transaction: other calls get their turn in between. */
const batch = 50;

type At = { readonly now: Instant; readonly kind: RegisterKind };

/** Answers how many cases were looked at, and how many obligations changed. */
export async function refreshObligations(register: Register, at: At): Promise<{ readonly cases: number; readonly changed: number }> {
  const { rules, ids } = await register.read(async (reader) => ({ rules: await rulesOf(reader), ids: await casesTickedBefore(reader, at.now) }));
  let changed = 0;
  for (let first = 0; first < ids.length; first += batch) {
    changed += await register.write(async (tx) => {
      let written = 0;
      for (const id of ids.slice(first, first + batch)) written += await refreshCase(tx, id, { ...at, rules });
      return written;
    });
  }
  return { cases: ids.length, changed };
}

async function refreshCase(tx: Tx, id: CaseId, { now, kind, rules }: At & { readonly rules: Rules }): Promise<number> {
  const found = await caseById(tx, id);
  if (found === null) return 0;
  const { packs, calendars } = rules;
  const { obligations, nextTickAt } = dutiesOf({ events: await caseLog(tx, id), packs, calendars, registerKind: kind, now });
  const summary = await saveObligations(tx, { caseId: id, ownerId: found.state.ownerId }, obligations);
  await updateDuties(tx, id, { ...summary, nextTickAt });
  return summary.written;
}
