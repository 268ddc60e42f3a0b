/** What a guesser in a Chinese school tries first: surnames and given-name syllables in pinyin, school words, set phrases. Ordered by likelihood. */

const surnames =
  'wang li zhang liu chen yang huang zhao wu zhou xu sun ma zhu hu guo he gao lin luo zheng liang xie song tang deng han feng cao peng zeng xiao tian dong pan yuan cai jiang yu du ye cheng wei su lv ding ren lu yao shen zhong cui tan fan wen shi jia xia fu fang zou xiong bai meng qin qiu hou yin xue yan duan lei long tao he mao hao gu gong shao wan qian dai mo kong xiang chang';
const givenSyllables =
  'wei fang na min jing xiuying li qiang lei jun yang yong yan jie juan tao ming chao xiulan xia ping gang guiying hong yu hua mei fen ling xin xinyi zihan zixuan haoran yuxuan ziyi yichen yuhan zimo xinyue mengqi jiahao haoyu muchen ruoxi yinuo kexin siqi jiayi chenxi jianguo guoqiang haiyan xiaohong xiaoming xiaoli xiaofang';
const schoolWords =
  'xuexiao laoshi xinli xinlizixun zixunshi zixun mima zhongxue xiaoxue gaozhong chuzhong banzhuren xiaozhang fuxiaozhang jiaoshi xuesheng banji nianji weiji ganyu yujing dangan jiaoyu jiaoyuju zhongxin fudao fudaozhongxin xinhu qingpu shanghai beijing guangzhou zhongguo woaini woaizhongguo woaixuexi iloveyou aini admin guanliyuan ceshi test password teacher school xinlilaoshi jiankang wohenhao gaokao zhongkao kaoshi tongguo shouji dianhua shengri wuyi guoqing chunjie';
const hanziWords =
  '密码 学校 老师 心理 心理咨询 心理健康 咨询室 辅导中心 中学 小学 高中 初中 班主任 校长 副校长 学生 教育 教育局 危机干预 预警 档案 管理员 测试 我爱你 我爱中国 中国 上海 北京 青浦 心护 好好学习 天天向上 好好学习天天向上 百年树人 为人师表 教书育人 立德树人 万事如意 一帆风顺 心想事成 恭喜发财 床前明月光 春眠不觉晓 白日依山尽 锄禾日当午 举头望明月 低头思故乡 疑是地上霜';
const digitRuns =
  '5201314 1314520 520520 521521 168168 16888 66668888 88888888 66666666 888888 666666 1314 520 12356 110120 123123 112233 147258369 147258 159357 123654 789456123 a123456 a123456789 abc123 qwe123 1qaz2wsx zxcvbnm qq123456 woaini1314 woaini520 asd123456';

function wordsOf(text: string): string[] {
  return text.split(' ');
}

/** Dictionaries for the strength estimate, in its own format: name to words by rank. */
export const passphraseDictionaries: Record<string, string[]> = {
  pinyinSurnames: wordsOf(surnames),
  pinyinGivenNames: wordsOf(givenSyllables),
  schoolWords: wordsOf(schoolWords),
  hanziWords: wordsOf(hanziWords),
  digitRuns: wordsOf(digitRuns),
};
