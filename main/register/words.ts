/** Chinese words of the closed vocabularies, for documents (the window has its own catalogue, in two languages). */
import type { Attendance, CaseStage, ContactMethod, CrisisType, DiscoveryChannel, Instrument, RiskGrade, Role } from '../../domain/vocabulary.ts';

export const roleWords: Record<Role, string> = {
  psych_teacher: '心理教师',
  vice_principal: '分管副校长',
  principal: '校长',
  class_teacher: '班主任',
  office_admin: '系统管理员',
  auditor: '审计',
  center_counselor: '区中心咨询师',
  center_head: '区中心负责人',
};

export const channelWords: Record<DiscoveryChannel, string> = {
  screening: '测评筛查',
  hotline: '24小时热线',
  face_counseling: '面询',
  class_teacher: '班主任动态管理',
  parent_visit: '家长来访',
  student_observation: '学生观察（心理委员）',
  subject_teacher: '任课教师反馈',
  self: '学生自述',
  hospital: '医院告知',
  police: '公安通报',
  other: '其他',
};

export const gradeWords: Record<RiskGrade, string> = {
  R0: '解除/常规',
  R1: '蓝色·低（一般关注）',
  R2: '黄色·中（三级，重点关注）',
  R3: '橙色·高（二级）',
  R4: '红色·极高（一级）',
};

/** One word a grade, for narrow columns. */
export const shortGradeWords: Record<RiskGrade, string> = { R0: '解除', R1: '蓝', R2: '黄', R3: '橙', R4: '红' };

export const crisisWords: Record<CrisisType, string> = {
  self_harm: '自伤',
  suicidal_ideation: '自杀意念',
  suicide_plan: '自杀计划',
  suicide_attempt: '自杀未遂',
  harm_to_others: '伤人风险',
  acute_stress: '急性应激',
  psychotic_symptoms: '精神病性症状',
  victimization: '受侵害',
  bullying: '欺凌',
  runaway: '离家出走',
  school_refusal: '拒学',
  eating: '进食问题',
  substance: '物质使用',
  other: '其他',
};

export const stageWords: Record<CaseStage, string> = {
  lead: '线索',
  interviewed: '已初访',
  assessed: '已研判',
  not_crisis: '排除危机/一般关注',
  filed: '已备案',
  notified: '已告知',
  plan_drafting: '预案起草',
  plan_signed: '预案已签',
  plan_submitted: '预案已上报',
  in_intervention: '干预中',
  return_assessing: '复学评估',
  returned_watch: '返校观察',
  downgraded: '降级观察',
  closed: '结案',
  archived: '归档',
};

export const attendanceWords: Record<Attendance, string> = {
  at_school: '在校',
  on_leave: '休学',
  hospitalized: '住院',
  trial: '试读',
  part_time: '部分时间到校',
  transferred: '已离校',
  deceased: '已故',
};

/** Slots of rules that owe the same to several. */
export const slotWords: Readonly<Record<string, string>> = {
  guardian: '监护人',
  pupil: '学生',
  center: '区中心',
  minor_protection_office: '未保办',
};

export const methodWords: Record<ContactMethod, string> = { face: '面谈', phone: '电话', home_visit: '家访', online: '线上', wechat: '微信' };

export const instrumentWords: Record<Instrument, string> = {
  MHT: '心理健康诊断测验（MHT）',
  PHQ9: '患者健康问卷（PHQ-9）',
  GAD7: '广泛性焦虑量表（GAD-7）',
  MSSMHS: '中国中学生心理健康量表（MSSMHS）',
};

export const sexWords: Record<string, string> = { male: '男', female: '女', unknown: '未填' };

/** Grade 1 to 12 in the words of a Shanghai school (five years of primary, four of junior secondary school). */
export function schoolGradeWords(grade: number): string {
  return ['一年级', '二年级', '三年级', '四年级', '五年级', '六年级', '七年级', '八年级', '九年级', '高一', '高二', '高三'][grade - 1] ?? '';
}

/** Stage of schooling of a grade. */
export function schoolStageWords(grade: number): string {
  if (grade <= 5) return '小学';
  return grade <= 9 ? '初中' : '高中';
}
