/** `files/data.json` of a package: what the receiving register can take over without reading the documents. docs/formats/package.md. */
import { CaseId, PackageId } from '../../../domain/ids.ts';
import { Instant, PlainDate } from '../../../domain/time.ts';
import { Attendance, CaseStage, CrisisType, DiscoveryChannel, RiskGrade } from '../../../domain/vocabulary.ts';
import { z } from '../../../domain/zod.ts';

export const dataPath = 'files/data.json';
export const maxDataBytes = 8 * 1024 * 1024;

const Line = z.string().max(200);

export const PupilExtract = z.strictObject({ studentNo: Line, name: z.string().min(1).max(80), sex: z.string().max(20), birthMonth: z.string().max(7).nullable(), grade: z.int().min(1).max(12), className: Line });
export type PupilExtract = z.infer<typeof PupilExtract>;

export const CaseExtract = z.strictObject({
  caseId: CaseId,
  caseNo: Line,
  loop: z.int(),
  stage: CaseStage,
  attendance: Attendance,
  grade: RiskGrade.nullable(),
  channels: z.array(DiscoveryChannel).max(11),
  crisisTypes: z.array(CrisisType).max(14),
  openedOn: PlainDate.nullable(),
  planVersion: z.int().nullable(),
  /** Null in the statistical profile. */
  pupil: PupilExtract.nullable(),
});
export type CaseExtract = z.infer<typeof CaseExtract>;

export const PackageData = z.strictObject({
  format: z.literal('xinhu-data'),
  version: z.literal(1),
  officeCode: Line,
  cases: z.array(CaseExtract).max(500),
  documents: z.array(z.strictObject({ path: Line, type: z.string().max(10), number: Line, version: z.int(), caseId: CaseId.nullable(), signed: z.boolean() })).max(500),
  letter: z.strictObject({ number: Line, pupil: PupilExtract, channel: DiscoveryChannel, crisisTypes: z.array(CrisisType).max(14), summary: z.string().min(1).max(4000), requirements: z.string().max(4000) }).nullable(),
  receipt: z.strictObject({ packageId: PackageId, manifestSha256: z.string().length(64), verdict: z.enum(['accepted', 'returned']), reason: z.string().max(1000), receivedAt: Instant }).nullable(),
});
export type PackageData = z.infer<typeof PackageData>;

/** An empty data file of this office. */
export function emptyData(officeCode: string): PackageData {
  return { format: 'xinhu-data', version: 1, officeCode, cases: [], documents: [], letter: null, receipt: null };
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
