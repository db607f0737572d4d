/** Names are compared without regard to width, case and spaces: 「佐藤花子」 finds a name with a full-width space. */
export const plain = (text: string): string => text.normalize('NFKC').toLowerCase().replaceAll(/\s/g, '');
