/** `files/data.json` of a package: what the receiving register can take over without reading the documents. docs/formats/data.md. */
import { CaseId, PackageId } from '../../../domain/ids.ts';
import { limits } from '../../../domain/limits.ts';
import { isOfficeCode } from '../../../domain/numbering.ts';
import { Instant, PlainDate } from '../../../domain/time.ts';
import { Attendance, CaseStage, CrisisType, DiscoveryChannel, RiskGrade } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';

export const dataPath = 'files/data.json';
export const maxDataBytes = 8 * 1024 * 1024;

const Path = z.string().max(200);
/** Leaves room for the code that a centre puts before it. */
const StudentNo = z
  .string()
  .min(1)
  .max(limits.storedStudentNo - 20);
const CaseNo = z.string().min(1).max(64);
/** As a line of an event takes it. */
const DocumentNumber = z.string().min(1).max(100);
const Counted = z.int().min(1).max(999);

export const PupilExtract = z.strictObject({
  studentNo: StudentNo,
  name: z.string().min(1).max(limits.personName),
  sex: z.string().min(1).max(16),
  birthMonth: z.string().max(7).nullable(),
  grade: z.int().min(1).max(12),
  className: z.string().min(1).max(limits.className),
});
export type PupilExtract = z.infer<typeof PupilExtract>;

export const CaseExtract = z
  .strictObject({
    /** Null in the statistical profile, where the number alone stands for the case. */
    caseId: CaseId.nullable(),
    caseNo: CaseNo,
    loop: Counted,
    stage: CaseStage,
    attendance: Attendance,
    grade: RiskGrade.nullable(),
    channels: z.array(DiscoveryChannel).max(11),
    crisisTypes: z.array(CrisisType).max(14),
    openedOn: PlainDate.nullable(),
    planVersion: Counted.nullable(),
    /** Package of the addressee in which its letter about this pupil came; null when there was none, and in the statistical profile. */
    letterPackageId: PackageId.nullable(),
    /** Null in the statistical profile. */
    pupil: PupilExtract.nullable(),
  })
  .refine((one) => (one.pupil === null) === (one.caseId === null));
export type CaseExtract = z.infer<typeof CaseExtract>;

const FigureName = z.string().regex(/^[a-zA-Z][A-Za-z0-9_.]{0,59}$/);
/** A count, or that it is held back: one to four, or not told because such a one could be computed from it (domain/small-numbers.ts). */
const Figure = z.union([z.int().min(0), z.enum(['<5', '*'])]);
const Figures = z.record(FigureName, Figure).refine((figures) => Object.keys(figures).length <= 100);

/** All that the statistical profile tells; null in the named one. */
export const Statistics = z
  .strictObject({
    /** Cases of the package: `total`, and by `grade.R3`, `stage.filed`, `attendance.on_leave`, `channel.hotline`, `crisisType.self_harm`. */
    cases: Figures.nullable(),
    weeks: z
      .array(z.strictObject({ number: DocumentNumber, from: PlainDate, to: PlainDate, kind: z.enum(['report', 'zero', 'supplement']), figures: Figures }))
      .max(100),
  })
  .nullable();
export type Statistics = z.infer<typeof Statistics>;

export const PackageData = z.strictObject({
  format: z.literal('xinhu-data'),
  version: z.literal(1),
  officeCode: z.string().refine(isOfficeCode),
  /** Empty in the statistical profile. */
  cases: z.array(CaseExtract).max(500),
  statistics: Statistics.default(null),
  documents: z
    .array(z.strictObject({ path: Path, type: z.string().max(16), number: DocumentNumber, version: z.int(), caseId: CaseId.nullable(), signed: z.boolean() }))
    .max(500),
  letter: z
    .strictObject({
      number: DocumentNumber,
      pupil: PupilExtract,
      channel: DiscoveryChannel,
      crisisTypes: z.array(CrisisType).max(14),
      summary: z.string().min(1).max(4000),
      requirements: z.string().max(4000),
    })
    .nullable(),
  receipt: z
    .strictObject({
      packageId: PackageId,
      manifestSha256: z.string().length(64),
      verdict: z.enum(['accepted', 'returned']),
      reason: z.string().max(1000),
      receivedAt: Instant,
      /** Cases of the answered package that were not taken, because their pupil is known under another name. */
      notTaken: z.array(CaseId).max(500),
    })
    .nullable(),
});
export type PackageData = z.infer<typeof PackageData>;
/** An empty data file of this office. */
export function emptyData(officeCode: string): PackageData {
  return { format: 'xinhu-data', version: 1, officeCode, cases: [], statistics: null, documents: [], letter: null, receipt: null };
}

/** Strictly parsed data of a received package, or null when it is none. */
export function parsePackageData(bytes: Uint8Array | undefined): PackageData | null {
  if (bytes === undefined || bytes.length > maxDataBytes) return null;
  try {
    const parsed = PackageData.safeParse(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes)));
    return parsed.success ? parsed.data : null;
  } catch {
    return null;
  }
}
