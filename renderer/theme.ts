/** Colours and measures: dense and calm, every text at WCAG AA contrast on its ground. */
import type { ThemeConfig } from 'antd';

/** Faces that are on office computers; the program brings none for the screen. */
export const fontFamily = "'Noto Sans CJK SC', 'Source Han Sans SC', 'Microsoft YaHei UI', 'Microsoft YaHei', 'PingFang SC', 'Hiragino Sans GB', 'Segoe UI', sans-serif";

export const theme: ThemeConfig = {
  cssVar: { key: 'xinhu' },
  hashed: false,
  token: {
    fontFamily,
    fontFamilyCode: "'Noto Sans Mono CJK SC', 'Cascadia Mono', Consolas, 'SFMono-Regular', monospace",
    fontSize: 14,
    lineHeight: 1.57,
    colorPrimary: '#1d5c6e',
    colorInfo: '#1d5c6e',
    colorLink: '#17566a',
    colorLinkHover: '#0d3d4d',
    colorSuccess: '#2c6e49',
    colorWarning: '#8a5a00',
    colorError: '#b3261e',
    colorText: '#1c2a30',
    colorTextSecondary: '#495a62',
    colorTextTertiary: '#5a6a72',
    colorTextDescription: '#495a62',
    colorTextPlaceholder: '#66757c',
    colorTextDisabled: '#66757c',
    colorBgLayout: '#f3f6f7',
    colorBorder: '#c3cfd4',
    colorBorderSecondary: '#dde5e8',
    borderRadius: 4,
    borderRadiusLG: 6,
    controlHeight: 32,
    controlHeightSM: 26,
    motionDurationMid: '0.12s',
    motionDurationSlow: '0.16s',
    wireframe: false,
  },
  components: {
    Table: { headerBg: '#eaf0f2', headerColor: '#33454d', headerSplitColor: 'transparent', rowHoverBg: '#f0f6f8', cellPaddingBlockSM: 7, cellPaddingInlineSM: 10 },
    Form: { itemMarginBottom: 14, verticalLabelPadding: '0 0 4px' },
    Menu: { itemHeight: 36, itemBorderRadius: 4, activeBarBorderWidth: 0 },
    Drawer: { paddingLG: 20 },
    Descriptions: { itemPaddingBottom: 8 },
  },
};
