/**
 * What the register gives to a document: one frozen, plain object. Codes are already Chinese words here, dates are `YYYY-MM-DD`,
 * instants UTC with milliseconds. Everything but `office` and `issue` may be missing; a template says which fields it cannot do without.
 */
import { z } from '../domain/zod.ts';

const line = z.string().max(2_000);
const prose = z.string().max(20_000);
const lines = z.array(z.string().max(4_000)).max(500);
/** Rows of a table: plain texts and numbers by column id. */
function rows<const Names extends readonly string[]>(...names: Names) {
  const shape = Object.fromEntries(names.map((name) => [name, z.union([z.string().max(4_000), z.number()]).optional()]));
  return z.array(z.strictObject(shape as Record<Names[number], z.ZodOptional<z.ZodUnion<[z.ZodString, z.ZodNumber]>>>)).max(500);
}
/** Objects of which any property may be missing. */
function some<Shape extends z.ZodRawShape>(shape: Shape) {
  return z.strictObject(shape).partial();
}

const Office = z.strictObject({
  name: line,
  code: line.optional(),
  principal: line.optional(),
  address: line.optional(),
  phone: line.optional(),
  hotline: line.optional(),
  center: some({ name: line, phone: line, hotline: line }).optional(),
});

const Issue = z.strictObject({
  /** Full document number, e.g. 青心辅告知〔2026〕7号. */
  number: z.string().max(60),
  /** Day of issue. */
  date: z.iso.date(),
  /** Short head of the register's chain, printed at the foot. */
  registerHead: z.string().max(40).optional(),
  issuerName: line.optional(),
  /** First 16 hex digits of the document's id or hash, printed at the foot. */
  verificationCode: z.string().max(40).optional(),
  /** Main recipient, e.g. the school of a D01. */
  recipient: line.optional(),
});

const Pupil = some({
  name: line,
  sex: line,
  birthMonth: line,
  age: z.number(),
  studentNo: line,
  school: line,
  stage: line,
  grade: line,
  className: line,
  boarding: line,
  address: line,
  status: line,
  classTeacher: line,
  classTeacherPhone: line,
  tutor: line,
});

const CaseFacts = some({
  caseNo: line,
  loop: line,
  openedOn: z.iso.date(),
  channel: line,
  discoveredOn: z.iso.date(),
  discoveredBy: line,
  discoveredAt: line,
  grade: line,
  previousGrade: line,
  gradeBasis: prose,
  gradeDecidedOn: z.iso.date(),
  gradeDecidedBy: line,
  crisisTypes: lines,
  triggerEvent: prose,
  summary: prose,
  signs: some({ mood: prose, thinking: prose, behaviour: prose, body: prose }),
  selfHarm: prose,
  harmOthers: prose,
  protective: prose,
  hospital: prose,
  medication: line,
  inpatient: line,
  guardianAttitude: prose,
  currentState: line,
  supportNeeded: prose,
  mandatoryReportNo: line,
  publicAttention: line,
  measuresTaken: rows('at', 'what', 'who'),
  responsible: rows('role', 'name', 'phone'),
  reportKind: line,
});

const Screening = rows('instrument', 'date', 'total', 'flags');

/** The intervention plan, as the plan editor stores it. */
export const PlanFacts = some({
  version: z.number(),
  overview: prose,
  symptoms: prose,
  assessment: prose,
  causes: some({ physical: prose, psychological: prose, social: prose, protective: prose }),
  goals: rows('horizon', 'text'),
  team: rows('role', 'name', 'phone', 'duty', 'frequency', 'deputy'),
  measures: some({
    safety: prose,
    environment: prose,
    counselling: prose,
    classPeers: prose,
    academic: prose,
    homeSchool: prose,
    medical: prose,
    district: prose,
  }),
  safetyPlan: some({ warningSigns: prose, selfHelp: prose, contacts: prose, professional: prose, environment: prose }),
  emergency: rows('order', 'who', 'action', 'phone'),
  confidentiality: prose,
  followUp: rows('what', 'when', 'who'),
  adjustment: prose,
  measuresTaken: rows('at', 'what', 'who'),
  attachments: lines,
});
export type PlanFacts = z.infer<typeof PlanFacts>;

const Letter = some({
  source: line,
  sourceDate: z.iso.date(),
  summary: prose,
  diagnosis: prose,
  riskJudgement: prose,
  workDone: prose,
  workList: rows('at', 'what', 'who'),
  advice: lines,
  strategy: lines,
  requirements: prose,
  confidentiality: prose,
  contactName: line,
  contactPhone: line,
  schoolMeasures: lines,
  attendance: prose,
  hospitals: rows('name', 'phone', 'address'),
  discoveredOn: z.iso.date(),
  observation: prose,
  grade: line,
});

/** `kind` is 周报, 零报告 or 补充报告. */
const Week = some({
  no: z.number(),
  /** 第3周, or that it is before the term. */
  name: line,
  from: z.iso.date(),
  to: z.iso.date(),
  /** Instant up to which the report knows the register. */
  asOf: line,
  /** The same of the report before, and the Monday of its week; missing in the first report. */
  since: line,
  sinceWeek: z.iso.date(),
  kind: line,
  /** Of a supplement: number and day of the report that it supplements, why, and the figures that have changed. */
  supplementTo: line,
  supplementToDate: z.iso.date(),
  /** Up to when the paper that it supplements knew the register. */
  supplementedAsOf: line,
  reason: prose,
  changes: rows('figure', 'reported', 'now', 'difference'),
  /** Numbers of earlier papers that were not in force when this one was made, so that it counted anew what they had counted. */
  withdrawn: lines,
  reportedOn: z.iso.date(),
  filler: line,
  remark: prose,
  counts: some({
    r1: z.number(),
    r2: z.number(),
    r3: z.number(),
    r4: z.number(),
    total: z.number(),
    leads: z.number(),
    added: z.number(),
    raised: z.number(),
    lowered: z.number(),
    released: z.number(),
    medical: z.number(),
    inpatient: z.number(),
    onLeave: z.number(),
    returned: z.number(),
    selfHarm: z.number(),
    attempts: z.number(),
    referrals: z.number(),
    receipts: z.number(),
    plansDue: z.number(),
    plansSubmitted: z.number(),
    plansOverdue: z.number(),
    followUpsDue: z.number(),
    followUpsDone: z.number(),
    uncooperative: z.number(),
    carriedOver: z.number(),
  }),
  lines: rows('caseNo', 'name', 'className', 'grade', 'situation', 'measures', 'medical', 'family', 'status', 'next', 'responsible'),
});

/** Everything overdue or missed again and again, for the principal: what, by whom, since when; no clinical text. */
const Overdue = some({
  asOf: line,
  total: z.number(),
  cases: z.number(),
  longest: z.number(),
  people: rows('responsible', 'items', 'longest'),
  items: rows('responsible', 'caseNo', 'what', 'clause', 'dueAt', 'days'),
  missedTotal: z.number(),
  missed: rows('responsible', 'caseNo', 'what', 'clause', 'times', 'stepsIn'),
  more: line,
  remark: prose,
});

const Signature = z.strictObject({
  role: z.string().max(30),
  name: line.default(''),
  signedAt: z.string().max(40).optional(),
  keyId: z.string().max(80).optional(),
});

export const FactsContext = z.strictObject({
  office: Office,
  issue: Issue,
  pupil: Pupil.optional(),
  guardians: rows('name', 'relation', 'phone', 'attitude').optional(),
  case: CaseFacts.optional(),
  screening: Screening.optional(),
  plan: PlanFacts.optional(),
  letter: Letter.optional(),
  week: Week.optional(),
  overdue: Overdue.optional(),
  /** Roles of the template's signers; `signedAt` set means signed electronically. */
  signatures: z.array(Signature).max(20).optional(),
});
export type FactsContext = z.infer<typeof FactsContext>;

function pathsOf(schema: unknown, prefix: string): readonly string[] {
  if (schema instanceof z.ZodOptional || schema instanceof z.ZodDefault) return pathsOf(schema.unwrap(), prefix);
  if (!(schema instanceof z.ZodObject)) return [prefix];
  return Object.entries(schema.shape).flatMap(([name, inner]) => pathsOf(inner, prefix === '' ? name : `${prefix}.${name}`));
}

/** Every path that a field's `source` may name. */
export const sourcePaths: ReadonlySet<string> = new Set(pathsOf(FactsContext, ''));
