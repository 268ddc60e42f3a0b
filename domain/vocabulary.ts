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
export const channels = [
  'screening',
  'hotline',
  'face_counseling',
  'class_teacher',
  'parent_visit',
  'student_observation',
  'subject_teacher',
  'self',
  'hospital',
  'police',
  'other',
] as const;
export const DiscoveryChannel = z.enum(channels);
export type DiscoveryChannel = z.infer<typeof DiscoveryChannel>;

/** Risk grades, R4 = red (extreme) … R0 = released. Decided by people, never computed. */
export const grades = ['R0', 'R1', 'R2', 'R3', 'R4'] as const;
export const RiskGrade = z.enum(grades);
export type RiskGrade = z.infer<typeof RiskGrade>;

export const crisisTypes = [
  'self_harm',
  'suicidal_ideation',
  'suicide_plan',
  'suicide_attempt',
  'harm_to_others',
  'acute_stress',
  'psychotic_symptoms',
  'victimization',
  'bullying',
  'runaway',
  'school_refusal',
  'eating',
  'substance',
  'other',
] as const;
export const CrisisType = z.enum(crisisTypes);
export type CrisisType = z.infer<typeof CrisisType>;

/** Stages of the closed loop, in the order of the ring. */
export const stages = [
  'lead',
  'interviewed',
  'assessed',
  'not_crisis',
  'filed',
  'notified',
  'plan_drafting',
  'plan_signed',
  'plan_submitted',
  'in_intervention',
  'return_assessing',
  'returned_watch',
  'downgraded',
  'closed',
  'archived',
] as const;
export const CaseStage = z.enum(stages);
export type CaseStage = z.infer<typeof CaseStage>;

/** Where the pupil is, beside the stage of the loop. */
export const attendances = ['at_school', 'on_leave', 'hospitalized', 'trial', 'part_time', 'transferred', 'deceased'] as const;
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

/** A judged case is a crisis, or is set aside as ordinary care (排除 / 一般关注). */
export const caseOutcomes = ['crisis', 'not_crisis'] as const;
export const CaseOutcome = z.enum(caseOutcomes);
export type CaseOutcome = z.infer<typeof CaseOutcome>;

/** What starts the district's formal closed loop (the Qingpu paper: 医院诊断中度抑郁以上、自伤自残严重、有自杀倾向). */
export const districtTriggers = ['moderate_depression_diagnosed', 'severe_self_harm', 'suicidal_tendency'] as const;
export const DistrictTrigger = z.enum(districtTriggers);
export type DistrictTrigger = z.infer<typeof DistrictTrigger>;

export const filingAddressees = ['center', 'minor_protection_office'] as const;
export const FilingAddressee = z.enum(filingAddressees);
export type FilingAddressee = z.infer<typeof FilingAddressee>;

export const guardianOpinions = ['agrees', 'declines', 'refused_to_sign', 'undecided'] as const;
export const GuardianOpinion = z.enum(guardianOpinions);
export type GuardianOpinion = z.infer<typeof GuardianOpinion>;

export const guardianAttitudes = ['cooperative', 'avoiding', 'denying', 'refuses_treatment', 'unknown'] as const;
export const GuardianAttitude = z.enum(guardianAttitudes);
export type GuardianAttitude = z.infer<typeof GuardianAttitude>;

export const planStatuses = ['draft', 'returned', 'signed', 'submitted'] as const;
export const PlanStatus = z.enum(planStatuses);
export type PlanStatus = z.infer<typeof PlanStatus>;

export const referralUrgencies = ['urgent', 'soon', 'routine'] as const;
export const ReferralUrgency = z.enum(referralUrgencies);
export type ReferralUrgency = z.infer<typeof ReferralUrgency>;

/** Where a hospital's answer comes from: its slip, or the guardian's word when the hospital fills in none. */
export const replySources = ['slip', 'guardian_oral'] as const;
export const ReplySource = z.enum(replySources);
export type ReplySource = z.infer<typeof ReplySource>;

export const treatments = ['outpatient', 'inpatient', 'observation', 'none', 'not_stated'] as const;
export const Treatment = z.enum(treatments);
export type Treatment = z.infer<typeof Treatment>;

/** Answers to a question that must be asked: an honest third answer instead of an empty field. */
export const findings = ['yes', 'no', 'unknown'] as const;
export const Finding = z.enum(findings);
export type Finding = z.infer<typeof Finding>;

export const askedAnswers = ['yes', 'no', 'not_asked'] as const;
export const AskedAnswer = z.enum(askedAnswers);
export type AskedAnswer = z.infer<typeof AskedAnswer>;

export const riskChanges = ['up', 'same', 'down'] as const;
export const RiskChange = z.enum(riskChanges);
export type RiskChange = z.infer<typeof RiskChange>;

/** What happened since the last contact and is counted in the weekly report. */
export const incidents = ['self_harm', 'suicide_attempt'] as const;
export const Incident = z.enum(incidents);
export type Incident = z.infer<typeof Incident>;

export const leaveEndings = ['returned', 'trial', 'part_time', 'withdrew', 'transferred', 'graduated'] as const;
export const LeaveEnding = z.enum(leaveEndings);
export type LeaveEnding = z.infer<typeof LeaveEnding>;

export const closureKinds = ['goals_reached', 'handed_over', 'graduated', 'transferred', 'guardian_refused', 'lost_contact', 'deceased'] as const;
export const ClosureKind = z.enum(closureKinds);
export type ClosureKind = z.infer<typeof ClosureKind>;

/** Who of the family a word is about; `all` when nobody of it may be told. */
export const guardianRelations = ['father', 'mother', 'other_guardian', 'all'] as const;
export const GuardianRelation = z.enum(guardianRelations);
export type GuardianRelation = z.infer<typeof GuardianRelation>;

/** What became of a referral before the hospital answered; `open` until anything is known. */
export const referralStatuses = ['open', 'accepted', 'declined', 'revoked', 'no_show', 'replied'] as const;
export const ReferralStatus = z.enum(referralStatuses);
export type ReferralStatus = z.infer<typeof ReferralStatus>;

/** C-SSRS ladder (dossier §5.6), lowest first. */
export const ideationSteps = ['none', 'wish_to_be_dead', 'active_thoughts', 'with_method', 'with_intent', 'with_plan_and_intent'] as const;
export const IdeationStep = z.enum(ideationSteps);
export type IdeationStep = z.infer<typeof IdeationStep>;

/** When a pupil last did something to themselves. */
export const behaviourRecencies = ['never', 'lifetime', 'three_months', 'seventy_two_hours', 'unknown'] as const;
export const BehaviourRecency = z.enum(behaviourRecencies);
export type BehaviourRecency = z.infer<typeof BehaviourRecency>;

/** Conclusions of the assessment before a return to school (dossier §3.9). */
export const returnConclusions = ['agreed', 'trial', 'part_time', 'deferred'] as const;
export const ReturnConclusion = z.enum(returnConclusions);
export type ReturnConclusion = z.infer<typeof ReturnConclusion>;

export const consentKinds = ['screening', 'counselling', 'recording', 'hospital_feedback', 'transfer', 'sharing'] as const;
export const ConsentKind = z.enum(consentKinds);
export type ConsentKind = z.infer<typeof ConsentKind>;

/** For whom a duty waits. */
export const waitingFor = ['hospital', 'guardian', 'pupil', 'center', 'school', 'police', 'other'] as const;
export const WaitingFor = z.enum(waitingFor);
export type WaitingFor = z.infer<typeof WaitingFor>;

/** The nine situations of the mandatory-report opinion of 2020 (dossier §3.18). */
export const infringements = [
  'private_injury',
  'assault_under_14',
  'assault_14_and_over',
  'severe_injury',
  'unnatural_death',
  'abandonment',
  'missing_or_trafficked',
  'organised_begging',
  'other',
] as const;
export const Infringement = z.enum(infringements);
export type Infringement = z.infer<typeof Infringement>;

/** Grounds on which confidentiality is broken (dossier §6.6). */
export const confidentialityGrounds = ['danger_to_self', 'danger_to_others', 'infectious_disease', 'minor_assaulted', 'required_by_law'] as const;
export const ConfidentialityGround = z.enum(confidentialityGrounds);
export type ConfidentialityGround = z.infer<typeof ConfidentialityGround>;

/** First-hours steps in the order in which they are called for (dossier §3.17). */
export const emergencySteps = [
  'not_left_alone',
  'ambulance_120',
  'police_110',
  'first_aid',
  'class_teacher_to_head',
  'psych_teacher_on_site',
  'vice_principal_told',
  'principal_told',
  'guardian_told',
  'scene_secured',
  'center_told',
  'minor_office_told',
  'bureau_told',
  'witnesses_cared_for',
  'spokesperson_named',
] as const;
export const EmergencyStep = z.enum(emergencySteps);
export type EmergencyStep = z.infer<typeof EmergencyStep>;

/** What stands behind a conference. */
export const conferenceKinds = ['grading', 'review', 'closure', 'return', 'emergency', 'supervision'] as const;
export const ConferenceKind = z.enum(conferenceKinds);
export type ConferenceKind = z.infer<typeof ConferenceKind>;

/** How near a classmate stood to what happened (postvention). */
export const closenesses = ['witness', 'friend', 'classmate', 'family', 'imitation_risk'] as const;
export const Closeness = z.enum(closenesses);
export type Closeness = z.infer<typeof Closeness>;
