/** Words of the page of components: it is for developers, so they stand in no catalogue. */
export const WORDS = {
  title: '部品とその状態',
  lead: '画面はここにある部品で作ります。フォーカスはTab、ホバーはポインターで確かめてください。',
  theme: '明るさ',
  themes: [
    { value: 'auto', label: '自動' },
    { value: 'light', label: 'ライト' },
    { value: 'dark', label: 'ダーク' },
  ] as const,
  contents: '部品',
  open: '開く',
  empty: 'まだありません。追加すると、ここに並びます。',
  columns: ['番号', '氏名'],
  person: '佐藤 花子',
};
