import { describe, it } from 'node:test';
import { RuleTester } from 'eslint';
import svelte from 'eslint-plugin-svelte';
import { noBareText } from './no-bare-text.mjs';

RuleTester.describe = describe;
RuleTester.it = it;

/** The parser that the plugin brings with it. */
const svelteParser = svelte.configs.base.find((part) => part.files?.includes('*.svelte'))?.languageOptions.parser;

const tester = new RuleTester({ languageOptions: { parser: svelteParser } });

tester.run('no-bare-text', noBareText, {
  valid: [
    { name: 'text by key', code: '<p>{t.days.title}</p>' },
    { name: 'punctuation and digits', code: '<p>: 24 / {total} %</p>' },
    { name: 'an attribute nobody reads', code: '<p class="day row" data-kind="break">{x}</p>' },
    { name: 'Japanese in a comment', code: '<script>// 勤務日の境\nconst a = 1;</script><!-- 休憩 --><p>{a}</p>' },
    { name: 'a style block', code: '<p>{x}</p><style>p { content: "a"; }</style>' },
  ],
  invalid: [
    { name: 'Japanese markup', code: '<p>勤務一覧</p>', errors: [{ messageId: 'japanese' }] },
    { name: 'katakana of half width', code: '<p>ｷﾝﾑ</p>', errors: [{ messageId: 'japanese' }] },
    { name: 'Japanese beside a value', code: '<p>{minutes}分</p>', errors: [{ messageId: 'japanese' }] },
    { name: 'English markup', code: '<p>Days of the month</p>', errors: [{ messageId: 'word' }] },
    { name: 'Japanese attribute', code: '<input data-x="休憩" />', errors: [{ messageId: 'japanese' }] },
    {
      name: 'a label that is read out',
      code: '<button aria-label="Close">x</button>',
      errors: [{ messageId: 'word' }],
    },
    { name: 'Japanese in an expression', code: "<p>{isOpen ? '開' : ''}</p>", errors: [{ messageId: 'japanese' }] },
    {
      name: 'Japanese in the script',
      code: '<script>const title = `残業 ${1}`;</script>',
      errors: [{ messageId: 'japanese' }],
    },
  ],
});
