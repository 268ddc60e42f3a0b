/** Shapes that several operations share. */
import { CaseId, EventId, PupilId, UserId } from '../domain/ids.ts';
import { limits } from '../domain/limits.ts';
import { normaliseName } from '../domain/name.ts';
import { isOfficeCode } from '../domain/numbering.ts';
import { Instant, PlainDate } from '../domain/time.ts';
import { Attendance, CaseStage, DiscoveryChannel, ObligationEnd, RegisterKind, RiskGrade, Role, WaitingFor, roles } from '../domain/vocabulary.ts';
import { z } from '../domain/zod.ts';

function isStorableName(name: string): boolean {
  const normal = normaliseName(name);
  return [...normal].length <= limits.personName && /[\p{L}\p{N}\p{Co}]/u.test(normal);
}

/** Everybody but class teachers, who learn nothing of the office beyond their own class. */
export const officeStaff: readonly Role[] = roles.filter((role) => role !== 'class_teacher');

export const Login = z.string().regex(/^[a-z][a-z0-9._-]{1,31}$/);
export const Passphrase = z.string().min(1).max(256);
/** Of a person: within the limit also in its normal spelling, with a letter or digit to find it by. */
export const Name = z.string().trim().min(1).max(limits.personName).refine(isStorableName);
/** A one-time token for a file that a person chose in a dialog; the command line takes a path. */
export const FileToken = z.string().min(1).max(4096);
export const Page = { offset: z.int().min(0).max(10_000_000).default(0), limit: z.int().min(1).max(200).default(50) };
export const RequestId = z.uuid();

export const UserSummary = z.strictObject({
  id: UserId,
  login: Login,
  displayName: Name,
  role: Role,
  classScope: z.string().nullable(),
  disabled: z.boolean(),
});
export type UserSummary = z.infer<typeof UserSummary>;

export const Guardian = z.strictObject({ name: Name, relation: z.string().trim().min(1).max(limits.relation), phone: z.string().max(limits.phone).nullable() });

export const PupilSummary = z.strictObject({
  id: PupilId,
  studentNo: z.string(),
  name: Name,
  sex: z.string(),
  birthDate: PlainDate.nullable(),
  grade: z.int(),
  className: z.string(),
  openCaseId: CaseId.nullable(),
});
export type PupilSummary = z.infer<typeof PupilSummary>;

export const CaseSummary = z.strictObject({
  id: CaseId,
  caseNo: z.string(),
  pupilId: PupilId,
  pupilName: Name,
  studentNo: z.string(),
  className: z.string(),
  loop: z.int(),
  stage: CaseStage,
  attendance: Attendance,
  grade: RiskGrade.nullable(),
  channel: DiscoveryChannel,
  openedAt: Instant,
  lastEventAt: Instant,
  nextDueAt: Instant.nullable(),
  openObligations: z.int(),
  overdue: z.boolean(),
  ownerName: z.string(),
  /** The caller sees the file; otherwise only that the case exists, and may ask for it with a reason. */
  mayOpen: z.boolean(),
  sealed: z.boolean(),
  version: z.int(),
});
export type CaseSummary = z.infer<typeof CaseSummary>;

export const ObligationView = z.strictObject({
  id: z.string(),
  caseId: CaseId,
  caseNo: z.string(),
  pupilName: Name,
  className: z.string(),
  grade: RiskGrade.nullable(),
  ruleId: z.string(),
  /** Title of the rule and text of its clause, from the pack that opened it. */
  titleZh: z.string(),
  titleEn: z.string(),
  clause: z.string(),
  clauseText: z.string(),
  packVersion: z.string(),
  slot: z.string(),
  occurrence: z.int(),
  openedBy: EventId,
  openedAt: Instant,
  dueAt: Instant,
  ownerRole: Role,
  end: ObligationEnd.nullable(),
  endedAt: Instant.nullable(),
  /** What a conference decided, where the duty is one of its decisions. */
  what: z.string().nullable(),
  /** Person responsible for the case. */
  ownerName: z.string(),
  /** Due date counted in calendar days because the school calendar is not published that far. */
  estimated: z.boolean(),
  snoozedTo: Instant.nullable(),
  waitingFor: WaitingFor.nullable(),
  chaseOn: PlainDate.nullable(),
  /** Whose business it has become by being overdue (domain/rules/escalation.ts). */
  escalation: z.enum(['owner', 'vice_principal', 'principal']),
  /** Event types that settle it, so that the window can offer the right form. */
  settledBy: z.array(z.string()),
});
export type ObligationView = z.infer<typeof ObligationView>;

export const OfficeProfile = z.strictObject({
  name: z.string().trim().min(1).max(limits.officeName),
  code: z.string().refine(isOfficeCode),
  address: z.string().max(200).default(''),
  phone: z.string().max(40).default(''),
  hotline: z.string().max(40).default(''),
  principal: z.string().max(80).default(''),
  centerName: z.string().max(80).default(''),
  centerPhone: z.string().max(40).default(''),
  minorOffice: z.string().max(80).default(''),
  termStart: PlainDate,
});
export type OfficeProfile = z.infer<typeof OfficeProfile>;

export const SessionView = z.strictObject({
  user: UserSummary,
  office: OfficeProfile,
  kind: RegisterKind,
  driver: z.string(),
  today: PlainDate,
  now: Instant,
});
export type SessionView = z.infer<typeof SessionView>;

export const VerifyFinding = z.strictObject({ code: z.string(), subject: z.string(), count: z.int() });
