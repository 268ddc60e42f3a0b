/** A partner as the contract shows it. */
import type { PartnerView } from '../../../contract/exchange.ts';
import type { PartnerRecord } from '../../../db/stores/partner-store.ts';
import { RegisterKind } from '../../../domain/vocabulary.ts';
import type { z } from '../../../domain/zod.ts';

export function partnerView(row: PartnerRecord): z.infer<typeof PartnerView> {
  const { officeId, name, fingerprint, addedAt, recipient, issuedAt, confirmedAt } = row;
  return { officeId, kind: RegisterKind.parse(row.kind), name, fingerprint, addedAt, recipient, issuedAt, confirmedAt };
}
