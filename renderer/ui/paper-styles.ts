/** The look of paper for the preview of a document, whose markup carries class names only. */
export const paperStyles = `
body{margin:0;padding:14px;background:#dfe6e9}
.doc{box-sizing:border-box;margin:0 auto;background:#fff;color:#000;padding:2.4em 2.8em;max-width:46em;font-family:'FangSong','仿宋_GB2312','STFangsong','Noto Serif CJK SC',serif;font-size:15px;line-height:1.8;box-shadow:0 1px 4px rgb(0 0 0/18%)}
.doc-landscape{max-width:66em}
.doc p{margin:0;text-indent:2em;text-align:justify;overflow-wrap:anywhere}
.doc .doc-flush{text-indent:0}
.doc .doc-centre{text-indent:0;text-align:center}
.doc .doc-right{text-indent:0;text-align:right}
.doc .doc-mark{color:#c8102e;font-size:1.9em;font-weight:700;text-align:center;text-indent:0;border-bottom:4px double #c8102e;margin-bottom:.3em}
.doc h1{font-size:1.4em;text-align:center;margin:.6em 0}
.doc h2,.doc h3,.doc h4{font-size:1em;margin:.3em 0}
.doc h2{font-family:'SimHei','Noto Sans CJK SC',sans-serif;font-weight:600}
.doc-letter h2,.doc-notice h2{text-indent:2em}
.doc .doc-secrecy{text-indent:0;font-family:'SimHei','Noto Sans CJK SC',sans-serif}
.doc .doc-sides{display:flex;justify-content:space-between;font-size:.9em}
.doc table{border-collapse:collapse;width:100%;table-layout:fixed;font-size:.88em;line-height:1.5;margin:.3em 0}
.doc td,.doc th{border:1px solid #000;padding:.2em .4em;overflow-wrap:anywhere}
.doc td p,.doc th p{text-indent:0;text-align:left}
.doc th{font-family:'SimHei','Noto Sans CJK SC',sans-serif;font-weight:500}
.doc .doc-centred p,.doc th p{text-align:center}
.doc .doc-signatures td{border:0}
.doc .doc-seal{border:1px dashed #7f7f7f!important;color:#595959;text-align:center}
.doc .doc-slip{border-top:1px dashed #000;margin-top:1.5em}
.doc .doc-tear{font-size:.75em}
.doc .doc-gap{color:#a3201a;background:#fdf0ee;outline:1px dashed #a3201a}
.doc .doc-banner{color:#a3201a;text-align:center;text-indent:0;font-family:'SimHei','Noto Sans CJK SC',sans-serif}
.doc .doc-break{border:0;border-top:1px solid #d9d9d9;margin:1em 0}
.doc .doc-foot{color:#595959;font-size:.75em;text-align:center;margin-top:1.5em}
`;
