/** The invented school's plan for one pupil: what the psychologist writes is the overview, the rest is the school's way of working. */
import type { PlanContent } from '../../domain/plan.ts';
import { leader, moralHead, teacher } from './payloads.ts';

type Taken = PlanContent['measuresTaken'];

const team: PlanContent['team'] = [
  { role: '分管副校长', name: leader, phone: '19900000001', duty: '牵头协调，签批预案', frequency: '每周', deputy: moralHead },
  { role: '心理教师', name: teacher, phone: '19900000002', duty: '个别辅导与跟踪评估', frequency: '每周两次', deputy: '区中心咨询师' },
  { role: '班主任', name: '班主任', phone: '19900000003', duty: '每日观察，联系家长', frequency: '每日', deputy: '副班主任' },
  { role: '德育主任', name: moralHead, phone: '19900000004', duty: '协调年级与任课教师', frequency: '每周', deputy: '年级组长' },
];

const measures: PlanContent['measures'] = {
  safety: '在校全时段有人关注：到校、课间、午休、体育课、放学均由班主任或任课教师照看，上下学由家长接送。',
  environment: '座位调至靠近教师一侧，教室窗户限位，尖锐物品由教师统一保管。',
  counselling: '每周两次个别辅导，每次四十分钟。',
  classPeers: '安排两位同伴自然陪伴，不向全班说明缘由。',
  academic: '减免部分作业，单元测验可延期。',
  homeSchool: '班主任每周与家长沟通一次，家长每日观察睡眠与情绪并反馈。',
  medical: '建议至区精神卫生中心就诊，药品由家长保管。',
  district: '请区中心每月督导一次。',
};

const safetyPlan: PlanContent['safetyPlan'] = {
  warningSigns: '连续失眠，说告别一类的话，独自停留在高处。',
  selfHelp: '呼吸练习、听音乐、写下来。',
  contacts: '外婆、班主任、心理教师。',
  professional: '区24小时热线、12356、就近急诊。',
  environment: '家中药品与刀具由家长锁好。',
};

const emergency: PlanContent['emergency'] = [
  { order: 1, who: '在场教师', action: '守护学生，不离开，请人报告', phone: '' },
  { order: 2, who: '班主任', action: '通知家长到校', phone: '19900000003' },
  { order: 3, who: leader, action: '必要时拨打120、110，报区中心', phone: '19900000001' },
];

/** `overview` and `symptoms` tell plans apart. */
export function planOf(overview: string, symptoms: string, measuresTaken: Taken = []): PlanContent {
  return {
    overview,
    symptoms,
    assessment: '经研判会研判需启动校级干预。本评估为学校风险研判，不是医学结论。',
    causes: {
      physical: '睡眠不足，处于青春期。',
      psychological: '自我评价低，遇事容易归咎自己。',
      social: '家庭近期有变故，与同伴疏远。',
      protective: '与外婆关系亲近，信任班主任，愿意求助。',
    },
    goals: [
      { horizon: '近期（一周）', text: '保证安全，恢复规律睡眠。' },
      { horizon: '中期（一月）', text: '情绪稳定，能坚持到校。' },
      { horizon: '本学期', text: '恢复同伴交往和学业适应。' },
    ],
    team,
    measures,
    safetyPlan,
    emergency,
    confidentiality: '仅限工作小组成员知悉，不得向其他师生透露。',
    followUp: [
      { what: '复评风险等级', when: '每两周', who: teacher },
      { what: '工作小组碰头', when: '每周五', who: leader },
    ],
    adjustment: '连续一个跟踪周期无危险信号，经研判会两人以上签字可降级；出现自伤、告别言行立即升级。',
    measuresTaken,
    attachments: [],
  };
}

/** The same plan with one measure written anew. */
export function planWith(plan: PlanContent, changed: Partial<PlanContent['measures']>): PlanContent {
  return { ...plan, measures: { ...plan.measures, ...changed } };
}
