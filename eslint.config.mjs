/** STYLE as rules. What is switched off has its reason beside it. */
import js from '@eslint/js';
import svelte from 'eslint-plugin-svelte';
import globals from 'globals';
import ts from 'typescript-eslint';
import { noBareText } from './scripts/eslint-rules/no-bare-text.mjs';

const TYPED = ['**/*.ts', '**/*.mts', '**/*.svelte'];
const TESTS = ['**/*.test.ts', '**/*.test.mjs', '**/*.spec.svelte.ts', '**/testkit/**', 'e2e/**', 'faults/**'];
const COMMANDS = ['**/main.ts', 'scripts/**', 'benchmarks/**'];

const ENVIRONMENT_MESSAGE = 'The environment is read once, in */src/config.ts; pass the value in.';

/** No default export: a name that is written once, where the thing is made, is found by one search. */
const noDefaultExport = {
  selector: 'ExportDefaultDeclaration, ExportSpecifier[exported.name="default"]',
  message: 'Named exports only.',
};
const noEnvironment = {
  selector: 'MemberExpression[object.name="process"][property.name="env"]',
  message: ENVIRONMENT_MESSAGE,
};
const noEnvironmentImport = {
  selector: 'ImportDeclaration[source.value=/^(node:)?process$/] ImportSpecifier[imported.name="env"]',
  message: ENVIRONMENT_MESSAGE,
};

const general = {
  'max-lines': ['error', { max: 400, skipBlankLines: true, skipComments: true }],
  'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
  'no-console': 'error',
  'no-restricted-syntax': ['error', noDefaultExport, noEnvironment, noEnvironmentImport],
  'no-warning-comments': ['error', { terms: ['todo', 'fixme', 'xxx'], location: 'start' }],
  eqeqeq: ['error', 'always', { null: 'ignore' }],
};

const typed = {
  '@typescript-eslint/no-explicit-any': 'error',
  '@typescript-eslint/consistent-type-imports': ['error', { fixStyle: 'separate-type-imports' }],
  '@typescript-eslint/no-floating-promises': 'error',
  // An event handler may be async where the caller ignores what it returns; conditions and spreads may not.
  '@typescript-eslint/no-misused-promises': 'error',
  '@typescript-eslint/await-thenable': 'error',
  '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
  '@typescript-eslint/no-unused-vars': [
    'error',
    { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true },
  ],
};

export default ts.config(
  { ignores: ['node_modules/', 'data/', '.cache/', 'ui/dist/', 'collector/dist/', '**/*.d.mts'] },
  js.configs.recommended,
  { languageOptions: { globals: globals.node }, rules: general },
  {
    files: TYPED,
    extends: [ts.configs.recommended],
    languageOptions: {
      parserOptions: {
        projectService: true,
        tsconfigRootDir: import.meta.dirname,
        extraFileExtensions: ['.svelte'],
      },
    },
    rules: typed,
  },
  ...svelte.configs.recommended,
  {
    files: ['**/*.svelte', '**/*.svelte.ts'],
    languageOptions: { parserOptions: { parser: ts.parser } },
  },
  {
    files: ['ui/**'],
    languageOptions: { globals: globals.browser },
  },
  {
    files: ['**/*.svelte'],
    plugins: { kinmu: { rules: { 'no-bare-text': noBareText } } },
    rules: {
      'kinmu/no-bare-text': 'error',
      'svelte/no-at-html-tags': 'error',
      'svelte/button-has-type': 'error',
      'svelte/no-unused-props': 'error',
      'svelte/require-each-key': 'error',
      'svelte/no-target-blank': 'error',
      // A route of this product is a hash, not a file of SvelteKit.
      'svelte/no-navigation-without-resolve': 'off',
      // A component is one function to the parser: its length is max-lines' business.
      'max-lines-per-function': 'off',
      'prefer-const': 'off', // $props() and $bindable are destructured with let
    },
  },
  {
    // Words in the scripts of the screens: catalogues and tests may have them.
    files: ['ui/src/**/*.ts'],
    ignores: ['ui/src/messages/**', '**/*.test.ts', '**/*-kit.ts'],
    plugins: { kinmu: { rules: { 'no-bare-text': noBareText } } },
    rules: { 'kinmu/no-bare-text': 'error' },
  },
  {
    // The one place of each package that reads the environment.
    files: ['*/src/config.ts', '*/src/**/config.ts', 'scripts/**'],
    rules: { 'no-restricted-syntax': ['error', noDefaultExport] },
  },
  {
    files: COMMANDS,
    rules: { 'no-console': 'off' },
  },
  {
    files: TESTS,
    rules: {
      'max-lines-per-function': 'off',
      'no-restricted-syntax': ['error', noDefaultExport],
      // test() and describe() return promises that the runner itself awaits.
      '@typescript-eslint/no-floating-promises': [
        'error',
        {
          allowForKnownSafeCalls: [
            { from: 'package', package: 'node:test', name: ['test', 'describe', 'it', 'suite'] },
          ],
        },
      ],
    },
  },
  {
    // Tools that ask for a default export.
    files: ['*.config.{mjs,ts,js}', 'ui/*.config.{ts,js}', 'scripts/count-reporter.mjs'],
    rules: { 'no-restricted-syntax': 'off' },
  },
  {
    // Not in a tsconfig: read by the tools themselves.
    files: ['**/*.mjs', '**/*.config.ts', '**/*.js'],
    extends: [ts.configs.disableTypeChecked],
  },
);
