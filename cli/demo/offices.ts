/** The two invented offices, their people, and how their registers come to be. */
import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from '../../domain/zod.ts';
import type { OfficeProfile } from '../../contract/shapes.ts';
import type { RegisterKind, Role } from '../../domain/vocabulary.ts';
import type { StagedClock } from '../staged/clock.ts';
import { openDesk, type Desk, type Person } from '../staged/desk.ts';
import { inventPassphrase } from '../staged/passphrases.ts';
import { termStart } from './story.ts';

type Profile = z.input<typeof OfficeProfile>;

const centerName = '示例区学生心理发展辅导中心';
const common = { centerName, centerPhone: '021-00000010', hotline: '400-000-0000', minorOffice: '示例区未成年人保护办公室', termStart } as const;

const profiles: Record<RegisterKind, Profile> = {
  school: { ...common, name: '示例初级中学', code: 'QP012', address: '示例区城中路1号', phone: '021-00000012', principal: '顾校长' },
  center: { ...common, name: centerName, code: 'QPC', address: '示例区公园路2号', phone: '021-00000010' },
};

const staff: Record<RegisterKind, readonly Omit<Person, 'passphrase'>[]> = {
  school: [
    { login: 'school.admin', displayName: '信息老师', role: 'office_admin' },
    { login: 'shen', displayName: '沈老师', role: 'psych_teacher' },
    { login: 'zhou', displayName: '周副校长', role: 'vice_principal' },
    { login: 'gu', displayName: '顾校长', role: 'principal' },
    { login: 'school.auditor', displayName: '审计老师', role: 'auditor' },
  ],
  center: [
    { login: 'center.admin', displayName: '中心管理员', role: 'office_admin' },
    { login: 'lin', displayName: '林老师', role: 'center_counselor' },
    { login: 'he', displayName: '何主任', role: 'center_head' },
  ],
};

/** Makes an office's register with its administrator and adds the other people. The administrator sits at the desk afterwards. */
export async function foundOffice(kind: RegisterKind, out: string, clock: StagedClock): Promise<Desk> {
  const people = staff[kind].map((person): Person => ({ ...person, passphrase: inventPassphrase() }));
  const folder = join(out, kind);
  await mkdir(folder, { recursive: true });
  const desk = openDesk({ kind, folder, people }, clock);
  const [admin, ...others] = people;
  if (admin === undefined) throw new Error('an office has an administrator');
  await desk.ask('register.create', {
    folder,
    kind,
    office: profiles[kind],
    admin: { login: admin.login, displayName: admin.displayName },
    passphrase: admin.passphrase,
  });
  await desk.seat(admin.role);
  for (const { login, displayName, role, passphrase } of others) await desk.ask('users.add', { login, displayName, role, passphrase });
  return desk;
}

/** The offices take each other's cards, and each types the fingerprint that the other reads out. */
export async function exchangeCards(desks: Readonly<Record<RegisterKind, Desk>>, folder: string): Promise<void> {
  await giveCard(desks.school, desks.center, join(folder, 'school-card.json'));
  await giveCard(desks.center, desks.school, join(folder, 'center-card.json'));
}

async function giveCard(from: Desk, to: Desk, file: string): Promise<void> {
  const card = await from.ask('exchange.exportCard', { target: file });
  const partner = await to.ask('exchange.addPartner', { file });
  await to.ask('exchange.confirmPartner', { officeId: partner.officeId, fingerprint: card.fingerprint });
}

/** Who keeps cases, and who approves what leaves. */
export const keeperOf: Record<RegisterKind, Role> = { school: 'psych_teacher', center: 'center_counselor' };
export const approverOf: Record<RegisterKind, Role> = { school: 'vice_principal', center: 'center_head' };
