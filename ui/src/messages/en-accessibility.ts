import type { Messages } from './ja.ts';

/** Part of en.ts. */
export const enAccessibility: Messages['accessibility'] = {
  title: 'Accessibility policy',
  lead: 'Kinmu Lens is meant to let everybody check, request and approve work, whatever their age, disability or device.',
  target: {
    title: 'Aim',
    lines: [
      'Scope: every screen of this product (not the files to download, nor the mails)',
      'Level: conform to JIS X 8341-3:2016 level AA, and meet WCAG 2.2 level AA',
      'By: the first full release, when the tests with assistive technology are done',
    ],
  },
  standing: {
    title: 'Where we are',
    text: 'The product is made with regard to JIS X 8341-3:2016 level AA (hairyo). No person has tested it with assistive technology yet, so we claim neither conformance nor partial conformance.',
    note: 'The terms are those of WAIC, "Guidelines for statements of conformance of web content to JIS X 8341-3:2016", April 2021. All success criteria of levels A and AA were referred to.',
  },
  tested: {
    title: 'What was tested, and the result',
    headings: { what: 'What', how: 'How', result: 'Result' },
    rows: [
      {
        what: 'Criteria that can be judged automatically (WCAG 2.0, 2.1, 2.2, A and AA)',
        how: 'axe-core in Chromium, light: ordinary views and empty lists at 390 and 1280 pixels; loading, failing and very long names at 390, 768 and 1280 pixels. Dark: home and the page of components',
        result: 'Nothing found',
      },
      {
        what: 'Keyboard alone (2.1.1, 2.1.2, 2.4.3, 2.4.7, 2.4.11)',
        how: 'Automatic tests of signing in, the work list, the record of a day, approval and the roster; each screen walked by Tab in both directions for hidden focus',
        result: 'No problem',
      },
      {
        what: 'Input methods (Enter during a conversion submits nothing)',
        how: 'Automatic tests in Chromium of the fields that Enter submits',
        result: 'No problem',
      },
      {
        what: 'Nothing by colour alone (1.4.1)',
        how: 'Work, overtime, break, unrequested work and missing data have a colour, a pattern and a word; pictures have a sentence for screen readers and a table with the same numbers',
        result: 'No problem',
      },
    ],
  },
  missing: {
    title: 'What is not tested yet',
    lines: [
      'Whole tasks with a screen reader (NVDA, PC-Talker, VoiceOver, TalkBack)',
      'Every screen in dark (beside home and the components), and the states of the dashboard',
      'Firefox, Safari, and real phones',
      'Evaluation by people with disabilities',
      'Reflow at 400% (1.4.10) is checked by the view at 390 pixels instead',
    ],
  },
  contact: {
    title: 'When something is hard to use',
    text: 'Please tell the administrator of your company. The name of the screen, and your device and software, help to mend it soon.',
  },
  updated: 'Updated on 30 November 2026',
};
