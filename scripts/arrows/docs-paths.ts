/** Which places of the repository a document names. Pure. */

const PLACEHOLDER = /[<>*{}$…\s|]|NNNN|\.\.\./;
const GENERATED = /^(ui\/dist|data|node_modules|\.cache)(\/|$)/;
const ROOT_FILE = /^[A-Za-z.][\w.-]*\.(md|json|mjs|ts|yml|yaml)$|^Dockerfile$/;

/** `a/b.ts:12` and `a/b.ts#part` name a/b.ts. */
const withoutPosition = (text: string): string => text.replace(/(:\d+.*|#[^/]*)$/, '').replace(/\/$/, '');

const spansOf = (markdown: string): string[] =>
  [...markdown.matchAll(/(?<!`)`([^`\n]+)`(?!`)/g)].map((match) => match[1] ?? '');

/**
 * Paths in backticks. `topNames` are the names at the root of the repository: `domain/src/time` is meant as a path because
 * `domain` is one, `application/json` is not. A bare file name counts only when it looks like a file of the root.
 */
export const namedPaths = (markdown: string, topNames: ReadonlySet<string>): string[] =>
  spansOf(markdown)
    .map((span) => span.replace(/^\.\//, '').replace(/^#(\w+)\/(?=.)/, '$1/src/'))
    .filter((span) => !PLACEHOLDER.test(span))
    .map(withoutPosition)
    .filter((span) => !GENERATED.test(span))
    .filter((span) =>
      span.includes('/') ? topNames.has(span.slice(0, span.indexOf('/'))) : /^[A-Z]/.test(span) && ROOT_FILE.test(span),
    );

/** Targets of `[text](target)` that are files of the repository, as written, relative to the document. */
export const linkedPaths = (markdown: string): string[] =>
  [...markdown.matchAll(/\]\(([^)\s]+)\)/g)]
    .map((match) => match[1] ?? '')
    .filter((target) => !/^([a-z]+:|#)/.test(target))
    .map(withoutPosition)
    .filter((target) => target !== '');

/** Scripts of package.json that are named as `npm run X`. */
export const namedScripts = (markdown: string): string[] =>
  [...markdown.matchAll(/npm run ([a-z][\w:-]*)/g)].map((match) => match[1] ?? '');
