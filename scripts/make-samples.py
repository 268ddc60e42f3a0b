"""Synthetic input files in the shapes that school platforms really export.

usage: make-samples.py OUT_DIR SEED   (needs openpyxl)
No real person: names are drawn from lists, ID numbers use an area code that
does not exist (319900), phone numbers use the 199 0000 block.
"""
import csv, random, sys
from datetime import date, datetime, timedelta
from pathlib import Path
import openpyxl
from openpyxl.styles import Alignment, Font

out, seed = Path(sys.argv[1]), int(sys.argv[2])
rng = random.Random(seed)
out.mkdir(parents=True, exist_ok=True)

SURNAMES = "王李张刘陈杨赵黄周吴徐孙胡朱高林何郭马罗梁宋郑谢韩唐冯于董萧程曹袁邓许傅沈曾彭吕苏卢蒋蔡贾丁魏薛叶阎余潘杜戴夏钟汪田任姜范方石姚谭廖邹熊金陆郝孔白崔康毛邱秦江史顾侯邵孟龙万段雷钱汤尹黎易常武乔贺赖龚文"
COMPOUND = ["欧阳", "上官", "司徒", "诸葛", "尉迟", "皇甫"]
GIVEN = "子涵梓萱宇轩浩然欣怡诗琪雨桐嘉怡思远一诺沐辰若曦俊杰佳琪梦瑶晨曦天佑雅静志强建国晓明文博书瑶艺馨泽宇睿哲可馨语嫣锦程奕辰芷若"
RARE = ["喆", "堃", "旻", "昉", "翀", "䶮", "㛃", "𬭎", "𫖯", "𬀩", "𠅤", "禤", "犇", "淼", "玥", "祎"]
ETHNIC = ["阿依古丽·买买提", "迪丽努尔·艾合买提", "扎西次仁", "巴特尔·孟和", "古丽娜·吐尔逊"]

def name():
    r = rng.random()
    if r < 0.008: return rng.choice(ETHNIC)
    s = rng.choice(COMPOUND) if r < 0.02 else rng.choice(SURNAMES)
    g = rng.choice(GIVEN) + (rng.choice(GIVEN) if rng.random() < 0.8 else "")
    if rng.random() < 0.03: g = rng.choice(RARE) + (rng.choice(GIVEN) if rng.random() < .5 else "")
    return s + g

def idno(born, male):
    body = "319900" + born.strftime("%Y%m%d") + f"{rng.randrange(0, 500) * 2 + (1 if male else 0):03d}"
    w = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2]
    return body + "10X98765432"[sum(int(c) * k for c, k in zip(body, w)) % 11]

students, no = [], 0
for grade, label in [(6, "六年级"), (7, "七年级"), (8, "八年级"), (9, "九年级")]:
    for cls in range(1, 9):
        teacher = name()
        for seat in range(1, 40):
            no += 1
            male = rng.random() < 0.52
            born = date(2026 - grade - 6, 9, 1) + timedelta(days=rng.randrange(365))
            n = name()
            g1, g2 = n[0] + rng.choice(GIVEN), name()
            students.append(dict(no=f"2026{grade:02d}{cls:02d}{seat:02d}", name=n, sex="男" if male else "女", born=born,
                id=idno(born, male), grade=label, cls=f"{label}({cls})班", boarding="是" if rng.random() < .12 else "否",
                teacher=teacher, g1=g1, g1p=f"1990000{rng.randrange(10000):04d}", g2=g2, g2p=f"1990000{rng.randrange(10000):04d}",
                addr=f"示例区{rng.choice(['青松','盈港','公园','城中'])}路{rng.randrange(1, 999)}弄{rng.randrange(1, 60)}号"))

def sheet(title, header, rows, path, title_rows=1, widths=14):
    wb = openpyxl.Workbook(); ws = wb.active; ws.title = "Sheet1"
    for i in range(title_rows):
        ws.append([title if i == 0 else f"导出时间：2026-09-2{i} 10:15:00"])
        ws.merge_cells(start_row=i + 1, start_column=1, end_row=i + 1, end_column=len(header))
        ws.cell(i + 1, 1).alignment = Alignment(horizontal="center"); ws.cell(i + 1, 1).font = Font(bold=True, size=14)
    ws.append(header)
    for r in rows: ws.append(r)
    for c in range(1, len(header) + 1): ws.column_dimensions[openpyxl.utils.get_column_letter(c)].width = widths
    wb.save(path)

sheet("示例初级中学在籍学生名册（2026学年第一学期）",
    ["序号", "全国学籍号", "学号", "姓名", "性别", "出生日期", "身份证件号", "年级", "班级", "是否住宿", "班主任", "监护人1姓名", "监护人1关系", "监护人1电话", "监护人2姓名", "监护人2关系", "监护人2电话", "家庭住址"],
    [[i + 1, "G" + s["id"], s["no"], s["name"], s["sex"], s["born"].strftime("%Y%m%d"), s["id"], s["grade"], s["cls"], s["boarding"], s["teacher"], s["g1"], "父亲", s["g1p"], s["g2"], "母亲", s["g2p"], s["addr"]] for i, s in enumerate(students)],
    out / "roster.xlsx")

MHT = [("学习焦虑", 15), ("对人焦虑", 10), ("孤独倾向", 10), ("自责倾向", 10), ("过敏倾向", 10), ("身体症状", 15), ("恐怖倾向", 10), ("冲动倾向", 10)]
rows = []
for s in students:
    state = rng.choices(["有效", "请假", "免测"], [96, 3, 1])[0]
    if state != "有效":
        rows.append([s["no"], s["name"], s["cls"], "stu" + s["no"], "中学生心理健康诊断测验(MHT)", 100, None, None, None] + [None] * 8 + [state]); continue
    sev = rng.betavariate(1.6, 5)
    f = [min(m, int(rng.gauss(sev * m, m * .12) + .5)) for _, m in MHT]; f = [max(0, x) for x in f]
    validity = rng.choices(range(11), [20, 18, 16, 14, 12, 9, 6, 3, 1, .6, .4])[0]
    t = datetime(2026, 9, rng.randrange(7, 19), rng.randrange(8, 16), rng.randrange(60), rng.randrange(60))
    rows.append([s["no"], s["name"], s["cls"], "stu" + s["no"], "中学生心理健康诊断测验(MHT)", 100, sum(f), t.strftime("%Y-%m-%d %H:%M:%S"), validity] + f + ["存疑" if validity >= 7 else "有效"])
sheet("心理测评结果汇总表", ["学号", "姓名", "班级", "用户名", "测评名称", "测试项目数量", "测评分数", "测评时间", "效度量表"] + [n for n, _ in MHT] + ["测评状态"], rows, out / "screening-mht.xlsx", title_rows=2)

with open(out / "screening-phq9-gad7-items.csv", "w", encoding="gb18030", newline="", errors="replace") as fh:
    w = csv.writer(fh)
    w.writerow(["学校", "年级", "班级", "学号", "姓名", "性别", "提交时间", "答题用时(秒)"] + [f"PHQ9-{i}" for i in range(1, 10)] + [f"GAD7-{i}" for i in range(1, 8)])
    for s in students:
        if rng.random() < .03: continue
        sev = rng.betavariate(1.2, 5)
        a = [min(3, max(0, int(rng.gauss(sev * 3, .6) + .5))) for _ in range(9)]; a[8] = 0 if rng.random() > sev * .5 else rng.randrange(1, 4)
        b = [min(3, max(0, int(rng.gauss(sev * 3, .6) + .5))) for _ in range(7)]
        w.writerow(["示例初级中学", s["grade"], s["cls"], s["no"], s["name"], s["sex"], f"2026/9/{rng.randrange(7, 19)} {rng.randrange(8, 16)}:{rng.randrange(60):02d}", rng.randrange(60, 900)] + a + b)

FACT = ["强迫", "偏执", "敌对", "人际关系紧张与敏感", "抑郁", "焦虑", "学习压力", "适应不良", "情绪不平衡", "心理不平衡"]
rows = []
for s in students:
    sev = rng.betavariate(1.4, 5); f = [round(min(4, max(0, rng.gauss(sev * 4, .5))), 2) for _ in FACT]
    rows.append([s["no"], s["name"], s["grade"], s["cls"], s["sex"], "2026年9月%d日" % rng.randrange(7, 19)] + f + [round(sum(f) / 10, 2)])
sheet("中国中学生心理健康量表(MSSMHS) 因子均分(0-4计分)", ["学号", "姓名", "年级", "班级", "性别", "测试日期"] + FACT + ["总均分"], rows, out / "screening-mssmhs-base0.xlsx")

with open(out / "hotline-log.csv", "w", encoding="utf-8-sig", newline="") as fh:
    w = csv.writer(fh); w.writerow(["来电时间", "接线人", "来电人身份", "学生姓名", "学校", "年级", "主要问题", "自伤自杀风险", "处理", "是否预约面询"])
    for i in range(60):
        s = rng.choice(students)
        w.writerow([f"2026-09-{rng.randrange(1, 30):02d} {rng.randrange(24):02d}:{rng.randrange(60):02d}", rng.choice(["志愿者A", "志愿者B", "值班教师"]), rng.choice(["母亲", "父亲", "学生本人", "班主任"]), s["name"] if rng.random() < .7 else "（未透露）", "示例初级中学", s["grade"], rng.choice(["情绪低落", "亲子冲突", "拒学", "同伴关系", "考试焦虑", "自伤", "失眠"]), rng.choice(["无", "无", "无", "有意念", "有行为"]), rng.choice(["倾听支持", "建议就医", "通知学校", "预约面询"]), rng.choice(["是", "否"])])

print(sorted(p.name for p in out.iterdir()), len(students), "students")
