/** The invented school: its register, its people, its roster. */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { addDays, type PlainDate } from '../../domain/time.ts';
import type { StagedClock } from '../staged/clock.ts';
import { openDesk, type Desk, type Person } from '../staged/desk.ts';
import { inventPassphrase } from '../staged/passphrases.ts';
import { rosterCsv } from './pupils.ts';
import type { Random } from './random.ts';
import type { World } from './world.ts';

const staff: readonly Omit<Person, 'passphrase'>[] = [
  { login: 'school.admin', displayName: '信息老师', role: 'office_admin' },
  { login: 'shen', displayName: '沈老师', role: 'psych_teacher' },
  { login: 'tang', displayName: '唐老师', role: 'psych_teacher' },
  { login: 'zhou', displayName: '周副校长', role: 'vice_principal' },
  { login: 'gu', displayName: '顾校长', role: 'principal' },
];

const pageSize = 200;

export type Founding = { readonly out: string; readonly clock: StagedClock; readonly random: Random; readonly pupils: number; readonly termStart: PlainDate };

/** Makes the register, adds the people and takes in the roster. The first counsellor sits at the desk afterwards. */
export async function foundSchool({ out, clock, random, pupils, termStart }: Founding): Promise<World> {
  const folder = join(out, 'school');
  await mkdir(folder, { recursive: true });
  const people = staff.map((person): Person => ({ ...person, passphrase: inventPassphrase() }));
  const desk = openDesk({ kind: 'school', folder, people }, clock);
  const [admin, ...others] = people;
  if (admin === undefined) throw new Error('an office has an administrator');
  await desk.ask('register.create', {
    folder,
    kind: 'school',
    office: {
      name: '示例初级中学',
      code: 'QP012',
      principal: '顾校长',
      centerName: '示例区学生心理发展辅导中心',
      minorOffice: '示例区未成年人保护办公室',
      termStart,
    },
    admin: { login: admin.login, displayName: admin.displayName },
    passphrase: admin.passphrase,
  });
  await desk.seat(admin.role);
  for (const { login, displayName, role, passphrase } of others) await desk.ask('users.add', { login, displayName, role, passphrase });
  await desk.seatPerson('shen');
  const roster = join(out, 'roster.csv');
  await writeFile(roster, rosterCsv(random, pupils));
  await desk.ask('imports.run', { file: roster });
  return {
    desk,
    clock,
    random,
    pupils: await rosterOf(desk),
    lives: new Map(),
    refusals: new Map(),
    tries: new Map(),
    entries: new Map(),
    sick: null,
    lastEntry: null,
  };
}

async function rosterOf(desk: Desk): Promise<World['pupils']> {
  const rows: World['pupils'][number][] = [];
  for (;;) {
    const page = await desk.ask('roster.list', { offset: rows.length, limit: pageSize });
    rows.push(...page.rows);
    if (page.rows.length < pageSize) return rows.sort((a, b) => (a.studentNo < b.studentNo ? -1 : 1));
  }
}

/** Every day of the simulated years, in order. */
export function* daysFrom(first: PlainDate, years: number): Generator<PlainDate> {
  const days = Math.round(years * 365.25);
  for (let index = 0; index < days; index += 1) yield addDays(first, index);
}
