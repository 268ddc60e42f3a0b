/** Partners whose cards change, children of two schools with one number, and packages that go the wrong way. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { base64Of } from '../../main/register/crypto/bytes.ts';
import { generateSignSeed, publicKeyOf } from '../../main/register/crypto/sign.ts';
import { OfficeCard, signOfficeCard } from '../../main/register/package/office-card.ts';
import { codeOf, giveCard, issue, judgedCase } from '../support/case-work.ts';
import { draft } from '../support/exchange-work.ts';
import { moment, openTestOffice, type TestOffice } from '../support/test-office.ts';

async function cardOf(office: TestOffice): Promise<OfficeCard> {
  await office.as('admin');
  await office.ask('exchange.exportCard', { target: office.path('own-card.json') });
  const file = JSON.parse(await readFile(office.path('own-card.json'), 'utf8')) as { card: unknown };
  return OfficeCard.parse(file.card);
}

/** A card of this office that somebody without its keys made; answers with the path. */
async function forgedCard(at: TestOffice, real: OfficeCard, change: Partial<OfficeCard> = {}): Promise<string> {
  const seed = generateSignSeed();
  const signers: OfficeCard['signers'] = [{ role: 'center_head', publicKey: base64Of(publicKeyOf(seed)) }];
  await writeFile(at.path('forged.json'), signOfficeCard({ ...real, signers, ...change }, seed));
  return at.path('forged.json');
}

describe('a partner', () => {
  it('is sent nothing before its fingerprint was typed', { timeout: 60_000 }, async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await using center = await openTestOffice('center', ['center_head']);
    school.setClock(moment(1, 9));
    const card = await cardOf(center);
    await school.as('psych_teacher');
    const added = await school.ask('exchange.addPartner', { file: center.path('own-card.json') });
    expect(added.confirmedAt).toBeNull();
    const known = await judgedCase(school, { name: '示例甲', studentNo: 'S-1' }, moment(1, 9));
    const { id } = await issue(school, 'D06', known.id);
    const input = draft(card.officeId, [id]);
    expect(await codeOf(school, 'exchange.build', input)).toBe('PARTNER_UNCONFIRMED');
    const typed = { officeId: card.officeId, fingerprint: added.fingerprint.replaceAll(' ', '') };
    expect(await codeOf(school, 'exchange.confirmPartner', typed)).toBe('NOT_ALLOWED');
    await school.as('vice_principal');
    expect(await codeOf(school, 'exchange.confirmPartner', { ...typed, fingerprint: '1'.repeat(40) })).toBe('FINGERPRINT_WRONG');
    expect((await school.ask('exchange.confirmPartner', typed)).confirmedAt).toBe(moment(1, 9));
    await school.as('psych_teacher');
    expect(await codeOf(school, 'exchange.build', input)).toBe('ok');
  });

  it('keeps its keys when a card comes that nobody known signed, until a leader types the new fingerprint', { timeout: 60_000 }, async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await using center = await openTestOffice('center', ['center_head']);
    await giveCard(center, school, center.path('center.json'));
    center.setClock(moment(1, 9));
    const real = await cardOf(center);
    const before = await school.ask('exchange.partners', {});
    const forged = await forgedCard(school, real);
    await school.as('vice_principal');
    const refused = await school.host.call('exchange.addPartner', { file: forged });
    expect(refused).toMatchObject({ ok: false, error: { code: 'PARTNER_KNOWN', params: { why: 'SIGNER', known: before[0]?.fingerprint } } });
    expect(await codeOf(school, 'exchange.addPartner', { file: forged, confirmFingerprint: '1'.repeat(40) })).toBe('FINGERPRINT_WRONG');
    expect(await school.ask('exchange.partners', {})).toEqual(before);
    const newer = await school.ask('exchange.addPartner', { file: center.path('own-card.json') });
    expect([newer.issuedAt, newer.confirmedAt === null, newer.fingerprint === before[0]?.fingerprint]).toEqual([moment(1, 9), false, false]);
    const older = await school.host.call('exchange.addPartner', { file: center.path('center.json') });
    expect(older).toMatchObject({ ok: false, error: { code: 'PARTNER_KNOWN', params: { why: 'OLDER' } } });
    const lost = await forgedCard(school, real);
    const offered = await school.host.call('exchange.addPartner', { file: lost });
    const { offered: fingerprint } = offered.ok ? { offered: '' } : (offered.error.params as { offered: string });
    await school.as('psych_teacher');
    expect(await codeOf(school, 'exchange.addPartner', { file: lost, confirmFingerprint: fingerprint })).toBe('NOT_ALLOWED');
    await school.as('vice_principal');
    expect((await school.ask('exchange.addPartner', { file: lost, confirmFingerprint: fingerprint })).fingerprint).toBe(fingerprint);
    await school.as('admin');
    const { rows } = await school.ask('audit.list', { limit: 20 });
    expect(JSON.stringify(rows.filter((row) => row.operation === 'exchange.addPartner'))).toContain(fingerprint);
  });

  it('is not taken with the key of another, nor with another kind', { timeout: 60_000 }, async () => {
    await using school = await openTestOffice('school', ['vice_principal']);
    await using center = await openTestOffice('center', ['center_head']);
    await using other = await openTestOffice('center', ['center_head']);
    await giveCard(center, school, center.path('center.json'));
    const [real, second] = [await cardOf(center), await cardOf(other)];
    await school.as('vice_principal');
    const stolen = await forgedCard(school, second);
    const seed = generateSignSeed();
    const signers: OfficeCard['signers'] = [{ role: 'center_head', publicKey: base64Of(publicKeyOf(seed)) }, ...real.signers];
    await writeFile(stolen, signOfficeCard({ ...second, signers }, seed));
    expect(await school.host.call('exchange.addPartner', { file: stolen })).toMatchObject({ ok: false, error: { code: 'CARD_INVALID', params: { why: 'KEY_OF_ANOTHER' } } });
    const turned = await forgedCard(school, real, { kind: 'school' });
    expect(await school.host.call('exchange.addPartner', { file: turned })).toMatchObject({ ok: false, error: { code: 'PARTNER_KNOWN', params: { why: 'KIND' } } });
  });
});
