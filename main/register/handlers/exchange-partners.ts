import { refusal } from '../../../contract/errors.ts';
import type { Output } from '../../../contract/index.ts';
import { partnerById, partnerList } from '../../../db/queries/packages.ts';
import { upsertPartner, type PartnerRecord } from '../../../db/stores/partner-store.ts';
import { fail, ok } from '../../../domain/result.ts';
import { RegisterKind } from '../../../domain/vocabulary.ts';
import type { Some } from '../context.ts';
import { recipientOf } from '../crypto/age.ts';
import { utf8Of } from '../crypto/bytes.ts';
import { wipe } from '../crypto/wipe.ts';
import { fingerprintOf, maxOfficeCardBytes, readOfficeCard, signOfficeCard } from '../package/office-card.ts';
import { officeCard, officeIdentity } from '../work/exchange-keys.ts';
import { reauthenticate } from '../work/reauthenticate.ts';

function partnerView(row: PartnerRecord): Output<'exchange.partners'>[number] {
  const { officeId, name, fingerprint, addedAt, recipient } = row;
  return { officeId, kind: RegisterKind.parse(row.kind), name, fingerprint, addedAt, recipient };
}

export const partnerHandlers: Some<'exchange.exportCard' | 'exchange.addPartner' | 'exchange.partners' | 'exchange.exportIdentity'> = {
  'exchange.exportCard': async (context, input) => {
    const { session } = context;
    const card = await context.read((reader) => officeCard(reader, session, context.now));
    const written = await context.files.write(input.target, signOfficeCard(card, session.keys.signSeed));
    context.subject(card.officeId);
    return written.ok ? ok({ officeId: card.officeId, fingerprint: fingerprintOf(card) }) : written;
  },

  'exchange.addPartner': async (context, input) => {
    const file = await context.files.read(input.file, maxOfficeCardBytes);
    if (!file.ok) return file;
    const read = readOfficeCard(file.value.bytes);
    if (!read.ok) return fail(refusal('CARD_INVALID', { why: read.error }));
    const { card, fingerprint } = read.value;
    if (card.officeId === context.session.office.officeId) return fail(refusal('CARD_INVALID', { why: 'OWN_CARD' }));
    context.subject(card.officeId);
    return context.write(async (tx) => {
      const { officeId, kind, name, recipient, signers } = card;
      await upsertPartner(tx, { officeId, kind, name, recipient, signers: signers.map(({ role, publicKey }) => ({ role, publicKey })), fingerprint, addedAt: context.now, addedBy: context.session.user.id });
      const stored = await partnerById(tx, officeId);
      if (stored === null) throw new Error('a partner just stored is there');
      return ok(partnerView(stored));
    });
  },

  'exchange.partners': async (_context, _input, reader) => ok((await partnerList(reader)).map(partnerView)),

  'exchange.exportIdentity': async (context, input) => {
    const keys = await reauthenticate(context.session, input.passphrase);
    if (!keys.ok) return keys;
    wipe(keys.value.dbKey, keys.value.signSeed);
    const identity = await context.read(officeIdentity);
    const recipient = await recipientOf(identity);
    context.subject(context.session.office.officeId);
    const written = await context.files.write(input.target, utf8Of(`# public key: ${recipient}\n${identity}\n`));
    return written.ok ? ok({ recipient }) : written;
  },
};
