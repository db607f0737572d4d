/**
 * Words that people take for passwords, in small letters without decorations: from the published lists of leaked passwords, Japanese ones
 * too, and this product's own (ASVS 6.2.11). Short ones count as well: `love` stands for `Love2026`.
 */
const WORDS = `
password passwd passwort passphrase passcode pass pasuwado pasuwaado mypassword yourpassword thepassword newpassword oldpassword
passwordpassword mypass passpass secret topsecret mysecret letmein letmeinnow openup opensesame iamin changeme changethis changeit
changemenow replaceme welcome welcomehome welcomeback wellcome hello hellohello helloworld hellothere hey hi login logon signin signon
admin administrator admins adminadmin adminpass adminpassword root rootroot toor superuser sysadmin system sys user username users
userpass guest default test testing tester testtest testpass testuser demo sample example temp temporary tmp initial first firsttime
backup server database oracle mysql postgres linux ubuntu windows microsoft office outlook excel google gmail yahoo amazon facebook
twitter instagram youtube netflix apple iphone android samsung nintendo playstation pokemon pikachu minecraft fortnite roblox
company corporate business work working worker employee staff manager boss office secretary personal private security secure computer
laptop internet intranet network wireless wifi router cisco server service support helpdesk
kinmu kinmulens kinmurenzu kintai kinmukanri hatarakikata portal serviceportal jinji soumu eigyo keiri shain kaisha gaisha honsha
qwerty qwert qwer qwertz azerty asdf asdfgh asdfasdf asdfghjkl zxcv zxcvbn zxcvbnm qazwsx qazwsxedc wasd dvorak qweasd qweasdzxc
qweqwe asdzxc qweasdzxcasd abc abcd abcdef abcabc abcdabcd xyz xyzzy aaa
iloveyou iloveyouso iloveu ilovegod loveyou lovelove love lover lovers loveme lovely mylove iloveme ihateyou fuckyou fuckme fuck fuckoff
asshole bitch bullshit shit sex sexy pussy dick cunt whatever nothing something anything forever always
monkey dragon tiger lion bear panda kitty kitten cat cats dog dogs doggy puppy horse rabbit bunny dolphin shark eagle falcon phoenix
wolf snake spider butterfly chicken turtle penguin buffalo mustang jaguar cougar panther bulldog
football baseball basketball soccer hockey tennis golf golfer volleyball swimming fishing hunter ranger runner player gamer gaming game
games chelsea liverpool arsenal manchester barcelona madrid realmadrid juventus yankees lakers cowboys steelers packers eagles patriots
broncos giants redsox ferrari porsche mercedes toyota honda nissan suzuki yamaha kawasaki subaru mazda lexus corvette camaro harley
master masters mastermind superman batman spiderman ironman hulk thor avengers starwars startrek skywalker yoda jedi darthvader matrix
trinity neo gandalf frodo hobbit hogwarts harrypotter potter merlin wizard magic ninja samurai shogun sakura naruto goku doraemon totoro
hellokitty gundam evangelion onepiece
sunshine summer winter spring autumn fall january february march april may june july august september october november december monday
tuesday wednesday thursday friday saturday sunday morning midnight night weekend holiday christmas birthday happybirthday newyear
rainbow flower flowers rose roses daisy cherry orange apple banana lemon peach strawberry chocolate cookie candy sugar honey cheese
pepper ginger coffee beer whiskey pizza pumpkin muffin peanut butter
red blue green black white silver golden gold purple pink yellow diamond crystal pearl jewel star stars starlight moon moonlight sun
sky heaven angel angels devil demon god jesus jesuschrist christ christian faith hope peace freedom liberty justice power energy fire
water storm thunder lightning hurricane ocean mountain river forest island paradise beach
princess prince queen king kingdom knight warrior soldier army navy marine killer assassin hitman sniper shadow ghost vampire zombie
dragonball maverick rebel phantom legend hero heroes champion winner lucky luck money cash dollar rich millionaire business boss gangster
mother father mommy daddy mom dad mama papa sister brother family baby babygirl babyboy girl girls boy boys sweet sweetie sweetheart
darling honeybun cutie beautiful pretty gorgeous handsome cool awesome amazing perfect happy smile lucky fun funny crazy
michael michelle jennifer jessica jordan joshua daniel david robert thomas william james john johnny charlie charles andrew anthony
matthew christopher alexander alex nicholas nicole ashley amanda samantha sarah hannah melissa elizabeth stephanie patrick richard
george harley hunter jackson justin kevin brandon brian steven tyler taylor anna maria sophia sophie martin peter paul mark frank
maggie molly bailey buster ginger lucy max rocky sammy sam shannon jasmine amber tiffany heather victoria vanessa natasha
takahashi tanaka suzuki sato satou watanabe ito itou yamamoto nakamura kobayashi kato katou yoshida yamada sasaki yamaguchi matsumoto
inoue kimura hayashi shimizu saito saitou takeshi hiroshi kenji yuki yuuki haruka misaki ayaka nanami sakura hanako taro tarou ichiro
daisuke kazuya naoki takuya kenta shota yusuke
japan nippon nihon tokyo toukyou osaka oosaka kyoto kyouto yokohama nagoya sapporo fukuoka kobe hiroshima hokkaido okinawa fujisan
america usa england london france paris germany berlin canada mexico brazil china korea russia india australia
konnichiwa arigato arigatou sayonara ohayou daisuki aishiteru aishiteiru himitsu nihongo kawaii tomodachi kazoku inu neko okane hajime
computer internet passport trustno trustnoi letsgo letmeknow access accessdenied accessgranted unlock open openopen enter please thankyou
thanks goodbye goodluck goodmorning nopassword nopass none null undefined unknown donotchange donotuse forgot forgotten iforgot remember
whatisit blahblah blink shuffle mustang biteme fuckit access access trustme
correcthorsebatterystaple
`;

export const COMMON_STEMS: ReadonlySet<string> = new Set(WORDS.trim().split(/\s+/));
