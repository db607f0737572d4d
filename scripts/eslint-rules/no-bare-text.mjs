/**
 * Text that people read comes from ui/src/messages, where the type of the catalogue makes a missing translation a compile
 * error. Refused in a component and in a script beside it: Japanese anywhere (markup, attributes, strings); words of any language in
 * markup and in the attributes that are read out or shown.
 */
const JAPANESE = /[\u3005\u3041-\u30ff\u3400-\u9fff\uff10-\uff5a\uff66-\uff9f]/u;
const WORD = /\p{L}{2,}/u;
const SPOKEN_ATTRIBUTES = new Set([
  'alt',
  'aria-description',
  'aria-label',
  'aria-placeholder',
  'aria-roledescription',
  'aria-valuetext',
  'label',
  'placeholder',
  'title',
]);

const attributeName = (node) => (node.parent?.type === 'SvelteAttribute' ? node.parent.key.name : undefined);

export const noBareText = {
  meta: {
    type: 'problem',
    schema: [],
    docs: { description: 'text shown to people comes from the message catalogue' },
    messages: {
      japanese:
        'Japanese text "{{text}}" belongs to ui/src/messages/ja.ts (and its English to en.ts); show it by its key.',
      word: 'Text "{{text}}" belongs to ui/src/messages; show it by its key.',
    },
  },
  create(context) {
    const report = (node, messageId, text) =>
      context.report({ node, messageId, data: { text: text.trim().replace(/\s+/g, ' ').slice(0, 40) } });
    const checkJapanese = (node, text) => {
      if (typeof text === 'string' && JAPANESE.test(text)) report(node, 'japanese', text);
    };
    return {
      SvelteText(node) {
        if (['SvelteStyleElement', 'SvelteScriptElement'].includes(node.parent?.type)) return;
        if (JAPANESE.test(node.value)) report(node, 'japanese', node.value);
        else if (WORD.test(node.value)) report(node, 'word', node.value);
      },
      SvelteLiteral(node) {
        if (JAPANESE.test(node.value)) report(node, 'japanese', node.value);
        else if (SPOKEN_ATTRIBUTES.has(attributeName(node)) && WORD.test(node.value)) report(node, 'word', node.value);
      },
      Literal: (node) => checkJapanese(node, node.value),
      TemplateElement: (node) => checkJapanese(node, node.value.cooked),
    };
  },
};
