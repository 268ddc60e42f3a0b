/** Partners whose cards change, children of two schools with one number, and packages that go the wrong way. */
import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import type { Input } from '../../contract/index.ts';
import { base64Of } from '../../main/register/crypto/bytes.ts';
import { generateSignSeed, publicKeyOf } from '../../main/register/crypto/sign.ts';
import { OfficeCard, signOfficeCard } from '../../main/register/package/office-card.ts';
import { codeOf, giveCard, introduce, issue, judgedCase } from '../support/case-work.ts';
import { draft, officeIdOf, send } from '../support/exchange-work.ts';
import { moment, openTestOffice, passphraseOf, type TestOffice } from '../support/test-office.ts';

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
    expect(await school.host.call('exchange.addPartner', { file: stolen })).toMatchObject({
      ok: false,
      error: { code: 'CARD_INVALID', params: { why: 'KEY_OF_ANOTHER' } },
    });
    const turned = await forgedCard(school, real, { kind: 'school' });
    expect(await school.host.call('exchange.addPartner', { file: turned })).toMatchObject({
      ok: false,
      error: { code: 'PARTNER_KNOWN', params: { why: 'KIND' } },
    });
  });
});

describe('a draft', () => {
  it('shows what is new and what is gone, is listed by its status, and is thrown away by its author or a leader', { timeout: 90_000 }, async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await using center = await openTestOffice('center', ['center_counselor', 'center_head']);
    await introduce(school, center);
    await school.as('admin');
    await school.ask('users.add', { login: 'second', displayName: '示例乙', role: 'psych_teacher', passphrase: passphraseOf('second') });
    const centerId = await officeIdOf(center);
    await school.as('psych_teacher');
    const one = await judgedCase(school, { name: '示例甲甲', studentNo: 'S-1' }, moment(0, 8));
    const two = await judgedCase(school, { name: '示例乙乙', studentNo: 'S-2' }, moment(0, 8));
    const papers = [await issue(school, 'D06', one.id), await issue(school, 'D06', two.id)];
    await send({ office: school, kind: 'school' }, { office: center, kind: 'center' }, [papers[0]?.id ?? '']);
    await school.as('psych_teacher');
    // Lists are in the order of time, and this test's clock stands.
    school.setClock(moment(0, 9));
    const { id } = await school.ask('exchange.build', draft(centerId, [papers[1]?.id ?? '']));
    const shown = await school.ask('exchange.preview', { packageId: id });
    const values = shown.fields.map((line) => `${line.field} ${line.value}`);
    expect(values).toEqual(expect.arrayContaining(['单位代码 QP012', `个案标识 ${two.id}`, '轮次 1', '姓名 示例乙乙']));
    expect(shown.addedSince.join()).toContain('示例乙乙');
    expect(shown.addedSince.join()).toContain('D06-2026-2.pdf');
    expect(shown.removedSince.join()).toContain('示例甲甲');
    expect(shown.removedSince.join()).toContain('D06-2026-1.pdf');
    expect([shown.partner.confirmedAt === null, shown.match]).toEqual([false, null]);
    const listed = async (input: Input<'exchange.list'>) =>
      (await school.ask('exchange.list', input)).map((view) => `${view.status} ${view.manifestHash === shown.view.manifestHash}`);
    expect(await listed({ status: 'draft' })).toEqual(['draft true']);
    expect(await listed({ direction: 'out', offset: 1, limit: 1 })).toEqual(['written false']);
    await school.as('second');
    expect(await codeOf(school, 'exchange.discard', { packageId: id })).toBe('NOT_ALLOWED');
    await school.as('vice_principal');
    expect([await codeOf(school, 'exchange.discard', { packageId: id }), await codeOf(school, 'exchange.discard', { packageId: id })]).toEqual([
      'ok',
      'PACKAGE_UNKNOWN',
    ]);
    const sent = await school.ask('exchange.list', {});
    expect(await codeOf(school, 'exchange.discard', { packageId: sent[0]?.id })).toBe('PACKAGE_NOT_DRAFT');
  });
});

describe('what is sent without names', () => {
  it('carries none in what people typed, and no id of a case', { timeout: 90_000 }, async () => {
    await using school = await openTestOffice('school', ['psych_teacher', 'vice_principal']);
    await using center = await openTestOffice('center', ['center_counselor', 'center_head']);
    await introduce(school, center);
    const centerId = await officeIdOf(center);
    await school.as('psych_teacher');
    const known = await judgedCase(school, { name: '示例丙丙', studentNo: 'S-3' }, moment(0, 8));
    const statistical = (change: Partial<Input<'exchange.build'>>) => draft(centerId, [], { caseIds: [known.id], fieldProfile: 'statistical', ...change });
    expect(await codeOf(school, 'exchange.build', statistical({ purpose: '补报示例丙丙的情况' }))).toBe('NAMES_IN_STATISTICS');
    expect(await codeOf(school, 'exchange.build', statistical({ legalBasis: '关于示例 丙丙' }))).toBe('NAMES_IN_STATISTICS');
    const { id } = await school.ask('exchange.build', statistical({}));
    expect(JSON.stringify(await school.ask('exchange.preview', { packageId: id }))).not.toContain(known.id);
    const filing = await issue(school, 'D06', known.id);
    const { file } = await send({ office: school, kind: 'school' }, { office: center, kind: 'center' }, [filing.id]);
    await center.as('center_counselor');
    const arrived = await center.ask('exchange.import', { file });
    expect(await codeOf(center, 'exchange.return', { packageId: arrived.id, reason: '示例丙丙的备案表缺日期' })).toBe('NAMES_IN_STATISTICS');
    const { receiptId } = await center.ask('exchange.return', { packageId: arrived.id, reason: `${known.caseNo}缺日期` });
    expect(await codeOf(center, 'exchange.discard', { packageId: receiptId })).toBe('PACKAGE_KIND_WRONG');
  });
});
