import assert from 'node:assert/strict';
import { globSync, readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { join, relative } from 'node:path';
import { test } from 'node:test';

const SRC = join(import.meta.dirname, '..');
const BASE = createRequire(import.meta.url).resolve('@digital-go-jp/design-tokens/dist/tokens.css');
const tokens = readFileSync(join(import.meta.dirname, 'tokens.css'), 'utf8');

interface Declaration {
  readonly where: string;
  readonly property: string;
  readonly value: string;
}
const withoutComments = (css: string): string => css.replace(/\/\*.*?\*\//gs, '');
/** `property: value;` pairs of a style sheet; a selector never ends with a semicolon. */
const declarationsOf = (where: string, css: string): Declaration[] =>
  [...withoutComments(css).matchAll(/(?<=[{;]\s*)(-{0,2}[a-z][\w-]*)\s*:\s*([^;{}]+);/g)].map((found) => ({
    where,
    property: found[1] ?? '',
    value: (found[2] ?? '').replace(/\s+/g, ' '),
  }));

function allDeclarations(): Declaration[] {
  const components = globSync('**/*.svelte', { cwd: SRC }).flatMap((name) => {
    const style = /<style[^>]*>(.*)<\/style>/s.exec(readFileSync(join(SRC, name), 'utf8'))?.[1] ?? '';
    return declarationsOf(name, style);
  });
  const sheets = globSync('styles/*.css', { cwd: SRC }).filter((name) => !name.endsWith('tokens.css'));
  return [...components, ...sheets.flatMap((name) => declarationsOf(name, readFileSync(join(SRC, name), 'utf8')))];
}
const all = allDeclarations();
const list = (found: readonly Declaration[]): string[] =>
  found.map((each) => `${relative('.', each.where)}: ${each.property}: ${each.value}`);

/** What a property may be made of; everything else is a value of its own and belongs into tokens.css. */
const RULES: readonly { readonly of: RegExp; readonly isWrong: RegExp; readonly why: string }[] = [
  {
    of: /./,
    isWrong:
      /#[0-9a-f]{3,8}\b|\b(?:rgba?|hsla?|oklch|oklab|lab|lch|hwb|color)\(|^(?:white|black|gr[ae]y|red|green|blue|orange|yellow)$/i,
    why: 'colours have names',
  },
  // A sheet of paper is measured in millimetres, its letters too.
  { of: /^font-size$/, isWrong: /^(?!var\(--text-[a-z]+\)$|inherit$|[\d.]+mm$)/, why: 'sizes of type are steps' },
  { of: /^font-family$/, isWrong: /^(?!var\(--font|inherit)/, why: 'there are three families' },
  {
    of: /^(?:padding|margin|gap|row-gap|column-gap)/,
    isWrong: /(?<![\w.])(?!1px)\d*\.?\d+px/,
    why: 'space comes in steps',
  },
  { of: /^border-radius$/, isWrong: /^(?!var\(--radius|0$|50%$|inherit$)/, why: 'corners are alike' },
  { of: /^z-index$/, isWrong: /^(?!var\(--z-)/, why: 'layers are named' },
  { of: /^(?:transition|animation)/, isWrong: /(?<![\w-])(?!1ms)\d*\.?\d+m?s\b/, why: 'motion has one speed' },
  { of: /^box-shadow$/, isWrong: /\d+px (?:\d+px )+\d+px (?!var)/, why: 'shadows are elevations' },
];

for (const rule of RULES)
  test(`${rule.why}: components and sheets say ${rule.of.source} by tokens only`, () => {
    const checked = all.filter((each) => rule.of.test(each.property));
    assert.ok(checked.length > 0);
    assert.deepEqual(list(checked.filter((each) => rule.isWrong.test(each.value))), []);
  });

test('every token that is used is defined, and every token that is defined is used', () => {
  const definedIn = (css: string): string[] =>
    [...withoutComments(css).matchAll(/(--[\w-]+)\s*:/g)].map((found) => found[1] ?? '');
  const own = new Set(definedIn(tokens));
  const local = all.filter((each) => each.property.startsWith('--')).map((each) => each.property);
  // A component may hand a value to its own style: `style:--depth={…}`.
  const handed = globSync('**/*.svelte', { cwd: SRC }).flatMap((name) =>
    [...readFileSync(join(SRC, name), 'utf8').matchAll(/style:(--[\w-]+)/g)].map((found) => found[1] ?? ''),
  );
  const defined = new Set([...own, ...definedIn(readFileSync(BASE, 'utf8')), ...local, ...handed]);
  const sources = globSync('**/*.{svelte,css,ts}', { cwd: SRC }).map((name) => readFileSync(join(SRC, name), 'utf8'));
  const used = new Set(
    sources.flatMap((text) =>
      [...text.matchAll(/var\((--[\w-]+)|'(--[\w-]*\w)'/g)].map((found) => found[1] ?? found[2] ?? ''),
    ),
  );
  assert.deepEqual(
    [...used].filter((name) => !defined.has(name)),
    [],
  );
  assert.deepEqual(
    [...own].filter((name) => !used.has(name)),
    [],
  );
});

test('light and dark name the same colours, and print leaves none of the marks to the screen', () => {
  const blockOf = (selector: string): string[] => {
    const from = tokens.indexOf(selector);
    const block = tokens.slice(tokens.indexOf('{', from), tokens.indexOf('}', from));
    return [...block.matchAll(/(--[\w-]+)\s*:/g)].map((found) => found[1] ?? '');
  };
  const light = blockOf(':root {');
  const dark = blockOf(":root[data-theme='dark'] {");
  const isColour = (name: string): boolean =>
    !/^--(?:space|radius|target|page|indent|lane|phone|header|font|text|line|elevation|motion|z)/.test(name);
  assert.deepEqual(light.filter(isColour), dark);
  const printed = new Set(blockOf('  :root,'));
  assert.deepEqual(
    light.filter((name) => name.startsWith('--mark-') && !printed.has(name)),
    [],
  );
});
