import { describe, expect, it } from 'vitest';
import { searchKeys } from './search-key.ts';

describe('searchKeys', () => {
  it.each([
    ['张三', 'zhangsan', 'zs'],
    ['单小红', 'shanxiaohong', 'sxh'],
    ['解小东', 'xiexiaodong', 'xxd'],
    ['曾小明', 'zengxiaoming', 'zxm'],
    ['仇远', 'qiuyuan', 'qy'],
    ['区志强', 'ouzhiqiang', 'ozq'],
    ['查文', 'zhawen', 'zw'],
    ['尉迟恭', 'yuchigong', 'ycg'],
    ['欧阳曾', 'ouyangceng', 'oyc'],
    ['王单', 'wangdan', 'wd'],
    ['吕绿', 'lvlv', 'll'],
    ['李䶮', 'liyan', 'ly'],
    ['张𬭎', 'zhanghong', 'zh'],
    ['阿依古丽·买买提', 'ayigulimaimaiti', 'ayglmmt'],
    ['Tom Lee', 'tomlee', 'tl'],
    ['𰻝一', '𰻝yi', '𰻝y'],
  ])('%s is found under %s and %s', (name, full, initials) => {
    expect(searchKeys(name)).toEqual({ full, initials });
  });

  it('gives the same keys for every spelling of a name', () => {
    expect(searchKeys(' 阿依古丽 •买买提')).toEqual(searchKeys('阿依古丽·买买提'));
  });
});
