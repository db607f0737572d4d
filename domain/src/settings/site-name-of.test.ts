import assert from 'node:assert/strict';
import { test } from 'node:test';
import fc from 'fast-check';
import { createSiteNameOf } from './site-name-of.ts';

test('a URL has the name of the longest registered prefix', () => {
  const siteNameOf = createSiteNameOf([
    { urlPrefix: 'https://a.example/', name: '社内' },
    { urlPrefix: 'https://a.example/sales/', name: '営業支援' },
    { urlPrefix: 'https://b.example', name: '取引先' },
  ]);
  assert.equal(siteNameOf('https://a.example/sales/7?x=1'), '営業支援');
  assert.equal(siteNameOf('https://a.example/sales'), '社内');
  assert.equal(siteNameOf('https://a.example/'), '社内');
  assert.equal(siteNameOf('https://b.example.org/'), '取引先');
  assert.equal(siteNameOf('http://a.example/'), undefined);
  assert.equal(siteNameOf('HTTPS://A.EXAMPLE/'), undefined);
  assert.equal(siteNameOf(''), undefined);
});

test('without a mapping no URL has a name', () => {
  assert.equal(createSiteNameOf([])('https://a.example/'), undefined);
});

test('it finds what a search through all prefixes would find, in whatever order they are registered', () => {
  const texts = fc.string({ unit: fc.constantFrom('a', '/', '.', '表', '\ud842'), maxLength: 6 });
  const mappings = fc.uniqueArray(fc.record({ urlPrefix: texts, name: fc.string() }), {
    selector: ({ urlPrefix }) => urlPrefix,
  });
  fc.assert(
    fc.property(mappings, texts, (mapping, url) => {
      const fitting = mapping.filter(({ urlPrefix }) => url.startsWith(urlPrefix));
      const longest = fitting.sort((a, b) => b.urlPrefix.length - a.urlPrefix.length)[0];
      assert.equal(createSiteNameOf(mapping)(url), longest?.name);
      assert.equal(createSiteNameOf([...mapping].reverse())(url), longest?.name);
    }),
  );
});
