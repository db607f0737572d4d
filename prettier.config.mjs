/** Each line that differs from Prettier's own choice has its reason. */
export default {
  printWidth: 120, // rules are read beside drawn timelines; 80 breaks most signatures in two
  singleQuote: true,
  plugins: ['prettier-plugin-svelte'],
  overrides: [{ files: '*.svelte', options: { parser: 'svelte' } }],
};
