/**
 * Headers that platforms and offices use, as data. Compared after folding (`foldHeader`): half-width, lower case, without spaces, line
 * breaks, asterisks and quotes. A header is tried whole, then without what stands in brackets.
 */
import { scales } from '../../../domain/scales/registry.ts';
import { instruments, type Instrument } from '../../../domain/vocabulary.ts';
import type { PlainField, ScoreField } from './fields.ts';

export const plainSynonyms: readonly (readonly [PlainField, readonly string[]])[] = [
  [
    'studentNo',
    ['学号', '学生学号', '学生编号', '学生号', '校内学号', '学籍辅号', '在校学号', '学员编号', '考号', '学生id', 'studentno', 'studentid', 'studentnumber'],
  ],
  ['name', ['姓名', '学生姓名', '名字', '学生名字', '真实姓名', '被试姓名', '受测者姓名', '来访者姓名', '当事人姓名', 'name', 'studentname']],
  ['sex', ['性别', '学生性别', 'sex', 'gender']],
  ['birthDate', ['出生日期', '出生年月日', '出生年月', '生日', '出生时间', 'birthdate', 'birthday', 'dateofbirth']],
  ['grade', ['年级', '所在年级', '学生年级', '就读年级', '年级名称', 'grade']],
  ['className', ['班级', '所在班级', '行政班', '行政班级', '班级名称', '班别', '班', 'class', 'classname']],
  [
    'boarding',
    ['是否住宿', '住宿', '是否住校', '住校', '是否寄宿', '寄宿', '是否住读', '住宿情况', '就读方式', '走读住宿', '住宿/走读', '是否住宿生', 'boarding'],
  ],
  ['classTeacher', ['班主任', '班主任姓名', '班主任老师', 'classteacher']],
  ['address', ['家庭住址', '家庭地址', '住址', '现住址', '现住地址', '居住地址', '现居住地', '通讯地址', '联系地址', 'address']],
  ['school', ['学校', '学校名称', '所在学校', '就读学校', 'school']],
  ['fatherName', ['父亲姓名', '父亲', '爸爸姓名']],
  ['fatherPhone', ['父亲电话', '父亲手机', '父亲手机号', '父亲联系电话', '父亲联系方式', '爸爸电话']],
  ['motherName', ['母亲姓名', '母亲', '妈妈姓名']],
  ['motherPhone', ['母亲电话', '母亲手机', '母亲手机号', '母亲联系电话', '母亲联系方式', '妈妈电话']],
  [
    'takenAt',
    [
      '测评时间',
      '测评日期',
      '测试时间',
      '测试日期',
      '测验日期',
      '测验时间',
      '提交时间',
      '提交答卷时间',
      '答题时间',
      '完成时间',
      '填写时间',
      '施测日期',
      '施测时间',
      '结束时间',
      '作答时间',
      '筛查日期',
      '日期',
      '测试完成时间',
    ],
  ],
  ['status', ['测评状态', '状态', '测试状态', '有效性', '结果有效性', '答卷状态', '完成状态', '参测情况', '参测状态', '完成情况', '是否有效', '数据有效性']],
  ['remark', ['备注', '说明', '备注说明']],
  ['testName', ['测评名称', '量表名称', '量表', '测试名称', '问卷名称', '测验名称', '测评量表']],
  ['itemCount', ['测试项目数量', '题目数量', '题数', '项目数', '题目数', '总题数']],
  ['total', ['测评分数', '总分', '总得分', '量表总分', '得分', '总成绩', '原始总分', '总均分', '总平均分', '均分', '测评总分', '平均分']],
  ['callTime', ['来电时间', '来电日期', '接听时间', '接线时间', '接线日期', '通话时间', '来电时刻', '来电日期时间']],
  ['operator', ['接线人', '接线员', '接听人', '值班人', '值班人员', '接听人员', '接线志愿者', '值班志愿者']],
  ['callerIdentity', ['来电人身份', '来电者身份', '来电人', '来电者', '来电人与学生关系', '来电身份', '与学生关系', '求助者身份']],
  ['problem', ['主要问题', '问题类型', '问题类别', '咨询问题', '求助问题', '来电事由', '来电主题', '咨询内容', '问题']],
  ['risk', ['自伤自杀风险', '自杀风险', '风险', '危机风险', '自伤风险', '风险等级', '风险评估', '危机程度', '自伤/自杀风险']],
  ['action', ['处理', '处理方式', '处理情况', '处置', '处置情况', '处理结果', '应对措施', '处理意见']],
  ['interviewBooked', ['是否预约面询', '预约面询', '是否预约', '面询预约', '是否面询', '是否预约面谈']],
  [
    'ignored',
    [
      '序号',
      '编号',
      'no',
      'id',
      '行号',
      '全国学籍号',
      '学籍号',
      '全国学籍',
      '学籍编号',
      '身份证号',
      '身份证件号',
      '身份证号码',
      '证件号码',
      '证件号',
      '身份证',
      '身份证件号码',
      '证件类型',
      '用户名',
      '账号',
      '登录名',
      '密码',
      '答题用时',
      '用时',
      '所用时间',
      '测试用时',
      '来源',
      '来自ip',
      '民族',
      '政治面貌',
      '户籍地址',
      '户口所在地',
      '籍贯',
      '健康状况',
      '入学日期',
      '入学年月',
      '年龄',
    ],
  ],
];

/** Guardian columns carry a number: `监护人1姓名`, `家长2电话`, `第一监护人与学生关系`. Without a number the first is meant. */
export const guardianPattern =
  /^(?:第?([12一二]))?(?:监护人|家长|家庭成员|联系人|紧急联系人)([12一二])?(?:的)?(姓名|名字|关系|与学生关系|与本人关系|身份|电话|手机|手机号|手机号码|联系电话|联系方式|电话号码)?$/u;

/** Words by which a title, a header or a cell names an instrument. */
export const instrumentWords: Readonly<Record<Instrument, RegExp>> = {
  MHT: /\bmht\b|心理健康诊断|(?<![a-z])mht(?![a-z])/iu,
  PHQ9: /phq-?(?:9|a)(?![0-9])|患者健康问卷/iu,
  GAD7: /gad-?7(?![0-9])|广泛性焦虑/iu,
  MSSMHS: /mssmhs|mmhi-?60|中学生心理健康量表/iu,
};

/** Prefix of an item column, folded: `phq9-1`, `gad-7_3`, `mht第12题`. */
export const itemPrefixes: Readonly<Record<Instrument, string>> = { MHT: 'mht', PHQ9: 'phq-?(?:9|a)', GAD7: 'gad-?7', MSSMHS: 'mssmhs|mmhi-?60' };
/** Shortened prefixes (`phq1` … `phq9`): believed only if all items are there, because `phq-9` alone is the name of the whole. */
export const shortItemPrefixes: Readonly<Record<Instrument, string>> = { MHT: 'mht', PHQ9: 'phq', GAD7: 'gad', MSSMHS: 'mmhi' };

/** Other names of factors, beside the official ones of the scales. */
const factorAliases: Readonly<Record<string, readonly string[]>> = {
  'MHT:study_anxiety': ['学习焦虑倾向'],
  'MHT:social_anxiety': ['对人焦虑倾向', '人际焦虑'],
  'MHT:loneliness': ['孤独'],
  'MHT:self_blame': ['自责'],
  'MHT:hypersensitivity': ['过敏'],
  'MHT:somatic': ['身体症状倾向', '躯体症状'],
  'MHT:phobia': ['恐怖', '恐怖情绪', '恐惧倾向'],
  'MHT:impulsivity': ['冲动'],
  'MSSMHS:obsession': ['强迫症状', '强迫倾向'],
  'MSSMHS:paranoia': ['偏执倾向'],
  'MSSMHS:hostility': ['敌对倾向', '敌意'],
  'MSSMHS:interpersonal': ['人际关系敏感', '人际敏感', '人际关系', '人际关系紧张与敏感感', '人际关系紧张', '人际紧张与敏感', '人际关系紧张敏感'],
  'MSSMHS:depression': ['抑郁倾向'],
  'MSSMHS:anxiety': ['焦虑倾向'],
  'MSSMHS:study_pressure': ['学习压力感', '学习压力倾向'],
  'MSSMHS:maladjustment': ['适应不良倾向', '适应性不良'],
  'MSSMHS:mood_instability': ['情绪波动', '情绪不稳定', '情绪波动性', '情绪不平衡性'],
  'MSSMHS:imbalance': ['心理不平衡性', '心理失衡'],
};

/** Totals that name their instrument. */
const totalSynonyms: readonly (readonly [ScoreField, readonly string[]])[] = [
  ['total:MHT', ['mht', 'mht总分', 'mht得分', 'mht分数', 'mht总得分']],
  [
    'total:PHQ9',
    ['phq-9', 'phq9', 'phq-9总分', 'phq9总分', 'phq-9得分', 'phq9得分', 'phq-9分数', 'phq9分数', 'phq9_total', '抑郁总分', 'phq总分', '抑郁量表总分'],
  ],
  [
    'total:GAD7',
    ['gad-7', 'gad7', 'gad-7总分', 'gad7总分', 'gad-7得分', 'gad7得分', 'gad-7分数', 'gad7分数', 'gad7_total', '焦虑总分', 'gad总分', '焦虑量表总分'],
  ],
  ['total:MSSMHS', ['mssmhs', 'mssmhs总分', 'mssmhs均分', 'mssmhs总均分', 'mmhi-60总均分', 'mmhi-60']],
];

export const scoreSynonyms: readonly (readonly [ScoreField, readonly string[]])[] = [
  ...instruments.flatMap((instrument) =>
    scales[instrument].factors.map(({ code, name }): readonly [ScoreField, readonly string[]] => [
      `factor:${instrument}:${code}`,
      [name, ...(factorAliases[`${instrument}:${code}`] ?? [])],
    ]),
  ),
  ['validity:MHT', ['效度量表', '效度', '测谎', '测谎量表', '说谎', '虚假', '掩饰', '效度分', '效度题', '测伪']],
  ...totalSynonyms,
];

/** Endings that say no more than "score": `学习焦虑得分`, `强迫因子均分`. Standard scores are another number and do not end so. */
export const scoreEnding = /(?:因子|分量表|维度|量表)?(?:的)?(?:原始|平均)?(?:得分|分数|均分|总分|分值|粗分|分)$|(?:因子|分量表|维度)$/u;
