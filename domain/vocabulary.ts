/** Closed vocabularies. Codes are stable; words for them live in renderer/i18n and in the templates (domain terms: docs/glossary.md). */
import { z } from './zod.ts';

export const roles = ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'office_admin', 'auditor', 'center_counselor', 'center_head'] as const;
export const Role = z.enum(roles);
export type Role = z.infer<typeof Role>;

export const registerKinds = ['school', 'center'] as const;
export const RegisterKind = z.enum(registerKinds);
export type RegisterKind = z.infer<typeof RegisterKind>;

/** Roles that may exist in a register of each kind. */
export const rolesOf: Record<RegisterKind, readonly Role[]> = {
  school: ['psych_teacher', 'vice_principal', 'principal', 'class_teacher', 'office_admin', 'auditor'],
  center: ['center_counselor', 'center_head', 'office_admin', 'auditor'],
};

/** Discovery channels (the Qingpu paper's six, then those every register needs). */
export const channels = ['screening', 'hotline', 'face_counseling', 'class_teacher', 'parent_visit', 'student_observation', 'subject_teacher', 'self', 'hospital', 'police', 'other'] as const;
export const DiscoveryChannel = z.enum(channels);
export type DiscoveryChannel = z.infer<typeof DiscoveryChannel>;

/** Risk grades, R4 = red (extreme) … R0 = released. Decided by people, never computed. */
export const grades = ['R0', 'R1', 'R2', 'R3', 'R4'] as const;
export const RiskGrade = z.enum(grades);
export type RiskGrade = z.infer<typeof RiskGrade>;

export const crisisTypes = ['self_harm', 'suicidal_ideation', 'suicide_plan', 'suicide_attempt', 'harm_to_others', 'acute_stress', 'psychotic_symptoms', 'victimization', 'bullying', 'runaway', 'school_refusal', 'eating', 'substance', 'other'] as const;
export const CrisisType = z.enum(crisisTypes);
export type CrisisType = z.infer<typeof CrisisType>;

/** Stages of the closed loop, in the order of the ring. */
export const stages = ['lead', 'interviewed', 'assessed', 'not_crisis', 'filed', 'notified', 'plan_drafting', 'plan_signed', 'plan_submitted', 'in_intervention', 'closed'] as const;
export const CaseStage = z.enum(stages);
export type CaseStage = z.infer<typeof CaseStage>;

/** Where the pupil is, beside the stage of the loop. */
export const attendances = ['at_school', 'on_leave'] as const;
export const Attendance = z.enum(attendances);
export type Attendance = z.infer<typeof Attendance>;

export const contactMethods = ['face', 'phone', 'home_visit', 'online', 'wechat'] as const;
export const ContactMethod = z.enum(contactMethods);
export type ContactMethod = z.infer<typeof ContactMethod>;

/** The five honest ends of an obligation. */
export const obligationEnds = ['done', 'done_late', 'excused', 'missed', 'superseded'] as const;
export const ObligationEnd = z.enum(obligationEnds);
export type ObligationEnd = z.infer<typeof ObligationEnd>;

export const instruments = ['MHT', 'PHQ9', 'GAD7', 'MSSMHS'] as const;
export const Instrument = z.enum(instruments);
export type Instrument = z.infer<typeof Instrument>;
