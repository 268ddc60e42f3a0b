/** What the person who issues a document is asked: everything that the register does not know. */
import type { CaseFile } from '../../contract/cases.ts';
import type { LetterWords, PaperType } from './story.ts';

type Answers = Record<string, unknown>;

const hospitals = [
  { name: '示例区精神卫生中心', phone: '021-00000020', address: '示例区康乐路20号' },
  { name: '示例市儿童医院心理科', phone: '021-00000021', address: '示例市文化路21号' },
];

const responsible = [
  { role: '分管副校长', name: '周副校长', phone: '19900000001' },
  { role: '心理教师', name: '沈老师', phone: '19900000002' },
  { role: '班主任', name: '班主任', phone: '19900000003' },
];

/** Answers for a paper of the school about a case. */
export function answersOf(type: PaperType, file: CaseFile): Answers {
  switch (type) {
    case 'D02':
      return {
        guardianName: file.guardians[0]?.name ?? '',
        schoolMeasures: ['心理教师每周两次个别辅导', '班主任每日关注到校和情绪，每周与您联系一次', '学业上适当减免作业，单元测验可延期'],
        attendance: '孩子可以正常到校；上下学请家人接送。',
        hospitals,
      };
    case 'D06':
      return {
        mood: '情绪低落，易流泪。',
        thinking: '自我评价低，注意力难以集中。',
        behaviour: '回避同伴，课堂参与减少。',
        body: '睡眠差，食欲下降。',
        harmOthers: '未见伤害他人的言行。',
        guardianAttitude:
          file.state['guardianCooperates'] === false ? '监护人暂不认可，学校继续沟通，已请家人陪伴看护。' : '监护人已知悉并承诺陪伴看护，收好药品和刀具。',
        supportNeeded: '请区中心督导，必要时协助联系专科医院。',
        publicAttention: '否',
        responsible,
        destination: ['区学生心理发展辅导中心', '未成年人保护办公室'],
      };
    case 'D07':
      return {};
  }
}

/** Answers for a 告知书 to the head of a school. */
export function letterAnswers(school: string, words: LetterWords): Answers {
  return {
    recipient: school,
    workDone: words.workDone,
    ...(words.diagnosis === '' ? {} : { diagnosis: words.diagnosis }),
    advice: [
      '立即与家长当面沟通，落实二十四小时陪伴看护，收好药品、刀具等危险物品',
      '建议家长尽快带孩子到精神卫生机构就诊，遵医嘱治疗',
      '校内关注到校、课间、午休和放学时段，门窗与高处加强巡查',
    ],
    strategy: ['校长牵头，分管副校长负责，心理教师和班主任具体落实', '心理教师每周两次个别辅导并记录', '班主任每日观察，每周与家长联系一次'],
    requirements: words.requirements,
  };
}
