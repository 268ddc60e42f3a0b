import { refusal } from '../../../contract/errors.ts';
import { partnerById, partnerList } from '../../../db/queries/packages.ts';
import { confirmPartner, upsertPartner, type PartnerRecord } from '../../../db/stores/partner-store.ts';
import type { Reader } from '../../../db/tx.ts';
import type { OfficeId } from '../../../domain/ids.ts';
import { fail, ok } from '../../../domain/result.ts';
import type { Role } from '../../../domain/vocabulary.ts';
import type { CallContext, Some } from '../context.ts';
import { recipientOf } from '../crypto/age.ts';
import { utf8Of } from '../crypto/bytes.ts';
import { wipe } from '../crypto/wipe.ts';
import { fingerprintOf, isFingerprint, maxOfficeCardBytes, readOfficeCard, signOfficeCard, type OfficeCard } from '../package/office-card.ts';
import { officeCard, officeIdentity } from '../work/exchange-keys.ts';
import { judgeCard, type CardVerdict } from '../work/judge-card.ts';
import { partnerView } from '../work/partner-view.ts';
import { reauthenticate } from '../work/reauthenticate.ts';

const leaders: readonly Role[] = ['vice_principal', 'principal', 'center_head'];

async function viewOf(reader: Reader, officeId: OfficeId) {
  const stored = await partnerById(reader, officeId);
  if (stored === null) throw new Error('a partner just stored is there');
  return ok(partnerView(stored));
}

/** The row that a taken card leaves; what was confirmed stays so when a known signer vouches for the change. */
function rowOf(
  context: CallContext,
  of: { readonly card: OfficeCard; readonly verdict: CardVerdict; readonly known: PartnerRecord | undefined },
): PartnerRecord {
  const { officeId, kind, name, recipient, signers, issuedAt } = of.card;
  const by = { at: context.now, userId: context.session.user.id };
  const confirmed = {
    same: { confirmedAt: of.known?.confirmedAt ?? null, confirmedBy: of.known?.confirmedBy ?? null },
    confirmed: { confirmedAt: of.known?.confirmedAt ?? null, confirmedBy: of.known?.confirmedBy ?? null },
    unconfirmed: { confirmedAt: null, confirmedBy: null },
    typed: { confirmedAt: by.at, confirmedBy: by.userId },
  }[of.verdict];
  const keys = signers.map(({ role, publicKey }) => ({ role, publicKey }));
  return {
    officeId,
    kind,
    name,
    recipient,
    issuedAt,
    signers: keys,
    fingerprint: fingerprintOf(of.card),
    addedAt: by.at,
    addedBy: by.userId,
    code: of.known?.code ?? null,
    ...confirmed,
  };
}

export const partnerHandlers: Some<
  'exchange.exportCard' | 'exchange.addPartner' | 'exchange.confirmPartner' | 'exchange.partners' | 'exchange.exportIdentity'
> = {
  'exchange.exportCard': async (context, input) => {
    const { session } = context;
    const card = await context.read((reader) => officeCard(reader, session, context.now));
    const bytes = signOfficeCard(card, session.keys.signSeed);
    await context.attempt({ subject: card.officeId, detail: { fingerprint: fingerprintOf(card), bytes: bytes.length } });
    const written = await context.files.write(input.target, bytes);
    return written.ok ? ok({ officeId: card.officeId, fingerprint: fingerprintOf(card) }) : written;
  },

  'exchange.addPartner': async (context, input) => {
    const typed = input.confirmFingerprint ?? null;
    if (typed !== null && !leaders.includes(context.session.user.role)) return fail(refusal('NOT_ALLOWED'));
    const file = await context.files.read(input.file, maxOfficeCardBytes);
    if (!file.ok) return file;
    const read = readOfficeCard(file.value.bytes);
    if (!read.ok) return fail(refusal('CARD_INVALID', { why: read.error }));
    const { card } = read.value;
    if (card.officeId === context.session.office.officeId) return fail(refusal('CARD_INVALID', { why: 'OWN_CARD' }));
    context.subject(card.officeId);
    return context.write(async (tx) => {
      const partners = await partnerList(tx);
      const known = partners.find((one) => one.officeId === card.officeId);
      context.detail({ offered: read.value.fingerprint, ...(known === undefined ? {} : { known: known.fingerprint }) });
      const verdict = judgeCard({ read: read.value, partners, typed });
      if (!verdict.ok) return verdict;
      if (verdict.value !== 'same') await upsertPartner(tx, rowOf(context, { card, verdict: verdict.value, known }));
      return viewOf(tx, card.officeId);
    });
  },

  'exchange.confirmPartner': async (context, input, tx) => {
    context.subject(input.officeId);
    const known = await partnerById(tx, input.officeId);
    if (known === null) return fail(refusal('PARTNER_UNKNOWN'));
    if (!isFingerprint(input.fingerprint, known.fingerprint)) return fail(refusal('FINGERPRINT_WRONG'));
    await confirmPartner(tx, input.officeId, { at: context.now, userId: context.session.user.id });
    return viewOf(tx, input.officeId);
  },

  'exchange.partners': async (_context, _input, reader) => ok((await partnerList(reader)).map(partnerView)),

  'exchange.exportIdentity': async (context, input) => {
    const keys = await reauthenticate(context.session, input.passphrase);
    if (!keys.ok) return keys;
    wipe(keys.value.dbKey, keys.value.signSeed);
    const identity = await context.read(officeIdentity);
    const recipient = await recipientOf(identity);
    await context.attempt({ subject: context.session.office.officeId, detail: { recipient } });
    const written = await context.files.write(input.target, utf8Of(`# public key: ${recipient}\n${identity}\n`));
    return written.ok ? ok({ recipient }) : written;
  },
};
