"""Moments in every way in which people tell them, by kind. Read on Monday 23 November 2026 at 13.40 in Amsterdam.

A tilde is "roughly", an arrow stands between two ends, and "-" says that it must be asked again.
"""

MOMENTS = """
# a part of the day decides which of two hours is meant
gisteravond om 8.30 uur = 2026-11-22 20:30
gisteravond om 8:30 = 2026-11-22 20:30
gisteravond 9.15 = 2026-11-22 21:15
zaterdagavond om 7 uur = 2026-11-21 19:00
vrijdagavond om kwart voor elf = 2026-11-20 22:45
op 14 november 's avonds om 10:05 = 2026-11-14 22:05
vrijdagmiddag om 5 uur = 2026-11-20 17:00
donderdagmiddag om 1:45 = 2026-11-19 13:45
eergisteren 's middags om 12 uur = 2026-11-21 12:00
zondag 's avonds om half acht = 2026-11-22 19:30
gisterochtend om 11:50 = 2026-11-22 11:50
gisterochtend om 15:00 = -
gisteravond om 2 uur = -
vanmorgen om 17.30 uur = -
gistermiddag om 9 uur = -
vanavond om 1.00 = -
gisternacht om 3 uur = -
zaterdagnacht om 23.15 uur = 2026-11-21 23:15
gisteren om middernacht = -

# minutes behind the hour
3 uur 20 's middags = 15:20
gisteren 3 uur 20 's middags = 2026-11-22 15:20
9 uur 45 vanmorgen = 2026-11-23 09:45
gisterochtend tien uur vijftien = 2026-11-22 10:15
om negen uur dertig 's ochtends = 09:30
vrijdag 16 uur 5 = 2026-11-20 16:05
gisteren om 3 uur 20 mensen gemaild = -

# how long ago
twee en een half uur geleden = 2026-11-23 11:10
tweeënhalf uur geleden = 2026-11-23 11:10
2,5 uur geleden = 2026-11-23 11:10
1.5 uur geleden = 2026-11-23 12:10
½ uur geleden = 2026-11-23 13:10
2½ uur geleden = 2026-11-23 11:10
een uur en een kwartier geleden = 2026-11-23 12:25
1 uur en 20 minuten geleden = 2026-11-23 12:20
2 uur 10 minuten geleden = 2026-11-23 11:30
drie kwartier geleden = 2026-11-23 12:55
een dag en drie uur geleden = 2026-11-22 10:40
een week en twee dagen geleden = 2026-11-14
30 seconden geleden = 2026-11-23 13:40
20min geleden = 2026-11-23 13:20
ruim een uur geleden = ~2026-11-23 12:40
bijna twee weken geleden = ~2026-11-09
een dag of vier geleden = ~2026-11-19
24 uur geleden = 2026-11-22 13:40
anderhalve dag geleden = ~2026-11-22 01:40
vijf maanden geleden = ~2026-06-23
een maand geleden = ~2026-10-23
drie jaar geleden = ~2023-11-23
een jaar geleden = ~2025-11-23
een half jaar geleden = ~2026-05-23
anderhalf jaar geleden = ~2025-05-23
twee jaar en drie maanden geleden = ~2024-08-23
twee weken terug = 2026-11-09
sinds drie dagen = 2026-11-20
2 of 3 dagen geleden = -
2-3 dagen geleden = -
dagen geleden = -
lang geleden = -
een tijdje geleden = -
meer dan twee weken geleden = -
minder dan een uur geleden = -
een paar dagen of weken geleden = -
om 9 uur terug op kantoor zag ik het = 09:00
gisteren om 4 uur terug van huisbezoek = 2026-11-22 16:00
driekwart uur geleden = 2026-11-23 12:55
een halfuur geleden = 2026-11-23 13:10
zo'n drie uur geleden = ~2026-11-23 10:40
een uur geleden om 12:45 = 2026-11-23 12:45
een uur geleden om 9 uur = -
min 3 dagen geleden = -
honderd dagen geleden = 2026-08-15
3,5 dag geleden = ~2026-11-20 01:40
een week geleden maandag = 2026-11-16
dinsdag een week geleden = -
10000 dagen geleden = -
een week of wat geleden = -
2 jr geleden = ~2024-11-23

straks om 3 uur = -

een ¼ uur geleden = 2026-11-23 13:25

# from another day
de week voor kerst = -
de week van 9 november = -
een week vanaf nu = -
3 dagen na het incident = -
twee dagen voor gisteren = 2026-11-20
de dag voor gisteren = 2026-11-21
een week na 5 november = 2026-11-12
drie dagen na 1 november = 2026-11-04
twee weken voor 10 oktober 2025 = 2025-09-26
een dag voor kerst = 2025-12-24
de dag ervoor = -
een dag later = -
twee dagen later = -
drie uur eerder = -
de week daarna = -
diezelfde avond = -
die maandag = -
de volgende dag = -

# days of a month in words and ordinals
vijftiende oktober om 9 uur = 2026-10-15 09:00
de eerste november = 2026-11-01
de eenentwintigste oktober 2025 = 2025-10-21
op de twaalfde om half tien = 2026-11-12 09:30
3e van maart = 2026-03-03
de 8e van deze maand = 2026-11-08
de 17e van vorige maand = 2026-10-17
17e vorige maand = 2026-10-17
vrijdag de 13e = 2026-11-13
maandag de zestiende = 2026-11-16
de 1ste oktober = 2026-10-01
de eerste maandag van november = 2026-11-02
de laptop lag op de 2e verdieping = -
de 2e keer = -
gisteren voor de 2e keer = 2026-11-22
de derde keer deze week = ~2026-11-23
als eerste = -
de 45e = -
de 17e mail = -
de tweede = -

# feasts
1e kerstdag = 2025-12-25
tweede kerstdag om 11 uur = 2025-12-26 11:00
met kerst 2024 = 2024-12-25
tweede paasdag = 2026-04-06
goede vrijdag = 2026-04-03
hemelvaartsdag = 2026-05-14
koningsdag = 2026-04-27
op nieuwjaarsdag = 2026-01-01
kerst vorig jaar = 2025-12-25
op mijn verjaardag om 3 uur = -
in de zomervakantie = -

# a month by its name, joined
05-aug-2016 = 2016-08-05
5-aug-16 = 2016-08-05
14/okt/2025 om 10:00 = 2025-10-14 10:00
14-okt = 2026-10-14
aug-2016 = ~2016-08-01
11-2025 = ~2025-11-01
10/2026 = ~2026-10-01
11 okt '25 = 2025-10-11
november 3 2025 = 2025-11-03
11 oktober tweeduizend vijfentwintig = 2025-10-11
oktober tweeduizendzestien = ~2016-10-01
5 mei vorig jaar = 2025-05-05
in mei van vorig jaar = ~2025-05-01
op 3 oktober in 2024 = 2024-10-03
5 mei van het jaar 2015 = 2015-05-05
11 november 16 uur = 2026-11-11 16:00
op 3.11 = 2026-11-03
op 8.10 = 2026-10-08
op 8.30 uur = 08:30
wo 18-11 = 2026-11-18
wo. 18 november = 2026-11-18
di 18-11 = -
11 okt 16 = -
aug-17 = -

# weeks, months and their edges
eind vorige maand = ~2026-10-21
begin vorige maand = ~2026-10-01
begin deze maand = ~2026-11-01
eerder deze maand = ~2026-11-01
halverwege vorige maand = ~2026-10-11
half deze maand = ~2026-11-15
deze maand = ~2026-11-01
vorige maand = ~2026-10-01
begin of eind november = -
eind van oktober = ~2026-10-21
medio oktober = ~2026-10-11
eind vorige week = ~2026-11-20
begin van de week = ~2026-11-23
begin vorige week = ~2026-11-16
deze week = ~2026-11-23
week 46 = ~2026-11-09
dinsdag in week 46 = 2026-11-10
afgelopen 3 dagen = ~2026-11-20
de afgelopen twee weken = ~2026-11-09
vorig jaar = -
in de zomer = -
vorig kwartaal = -
komende maand = -
aan het eind van de vorige week = ~2026-11-20
midden vorige week = ~2026-11-18
de laatste week van oktober = -
eind week 46 = -
eind 2015 = -
vorige week 18 november = 2026-11-18
vorige week 10 november = -

# mornings that are of today
deze morgen om 7 = 2026-11-23 07:00
deze ochtend om half 9 = 2026-11-23 08:30
in de vroege morgen = ~06:00
gisteren in de vroege ochtend = ~2026-11-22 06:00
deze middag = ~2026-11-23 12:00
vorige avond om 9 uur = 2026-11-22 21:00
eerder vandaag = ~2026-11-23
8 vanmorgen = 2026-11-23 08:00
half 8 vanmorgen = 2026-11-23 07:30
3 's middags = 15:00
8 in de avond = 20:00
vanmorgen 8 = 2026-11-23 08:00
vanmorgen 8 mails verstuurd = ~2026-11-23 06:00
vanmorgen 8 zien liggen = -
in de nacht van zaterdag op zondag = ~2026-11-22 00:00
in de nacht van zaterdag op zondag om 23:30 = 2026-11-21 23:30
in de nacht van zaterdag op zondag om 3 uur = 2026-11-22 03:00

# bounds
voor maandag om half 3 's middags = -
uiterlijk vrijdag = -
eerder dan dinsdag = -
na half vier = -
na het weekend = -
voor 10 november = -
voor de lunch = -
vóór 9 uur = -
later dan drie uur = -
niet gisteren = -
binnen 24 uur = -
binnen een week = -
over twee uur = -
over een week = -
kort na de middag = -
tot vrijdag = -
tussen 2 en 3 uur = -
na overleg met mijn leidinggevende gisteren = 2026-11-22
voor het eerst op 10 november = 2026-11-10
mail over drie klanten, gisteren = 2026-11-22
ten laatste gisteren = -
gisteren niet = -
nooit op maandag = -
het was niet vandaag = -
iets voor 9 uur = -
net na negenen = -
twee jaar na nu = -
voor de vergadering om 9 uur = 09:00
voor 3 klanten om 9 uur gebeld = 09:00

# the clock in other words
rond drieën = ~03:00
gister rond de klok van 9 = ~2026-11-22 09:00
om 1430 = 14:30
14.00h = 14:00
kwart na drie = 03:15
zojuist om 13:30 = 2026-11-23 13:30
acht u het bezwaarlijk = -
mag ik om een afschrift vragen = -
voicenote van 4 min over een klant = -
verzoek u terug te bellen = -
7 uur per dag = -
om de 2 uur = -
om het uur = -
gedurende 2 uur = -
al 3 uur = -
het bestand stond 3 uur open = -
ik zat 3 uur bij een klant = -
vandaag de dag = -
op een maandag in november = -
een maandag = -
9.5 = -
op 9.5 = 2026-05-09
de melding kwam om 8:05 binnen op 3 november = 2026-11-03 08:05
zo rond half elf vanochtend = ~2026-11-23 10:30
ordernummer 2026-11-23 = -
6:30 personen = -
het weekend ervoor = -
afgelopen weekend zaterdag = 2026-11-21
vorige week ma om 3 uur = 2026-11-16 15:00
vorige week vr half drie = 2026-11-20 14:30
vorige week do 's middags = ~2026-11-19 12:00
vorige wk di = 2026-11-17
eind vorige week vrijdag = 2026-11-20
eind vorige week maandag = -
de nacht van 17 op 18 november = ~2026-11-18 00:00
nacht van 18 op 19 november om 23 uur = 2026-11-18 23:00
22-11-0026 = -

# weekdays in short
ma t/m vr = -
zat. om 5 uur = 2026-11-21 17:00
zon. 's avonds om 9 = 2026-11-22 21:00
woe. 14:10 = 2026-11-18 14:10
vrij. = -
vrij. om 3 uur = 2026-11-20 15:00
zo. 22 november = 2026-11-22
do. 10:15 = 2026-11-19 10:15
op ma om 10 uur = 2026-11-23 10:00
ik zat gisteren om 5 uur in de trein = 2026-11-22 17:00
zo gisteren om 5 uur = 2026-11-22 17:00
vrijdag a.s. = 2026-11-27
vrijdag j.l. = 2026-11-20

# what recurs, and what lasts
elke maandag om vier uur = -
iedere dag = -
dagelijks om 9 uur = -
maandags = -
's maandags om 10 uur = -
om de dag = -
om de week op maandag = -
drie keer per week = -
3 dagen = -
twee weken lang = -
24 uur = -
3 uur lang = -
gisteren een uur = -
al 3 dagen = -
in het weekend van 14 november = -

# hours joined
16:00-17:00 = -
gisterenmiddag van 15:00-20:00 = -
9-10 's ochtends = -
gisteren 9-11 uur = -
gisteren - om 3 uur = 2026-11-22 15:00

# what was copied from a log
2:38 = 02:38
gisteren 2:38 = 2026-11-22 02:38
gisteren 2:30 = 2026-11-22 14:30
2:38 's middags = 14:38
13:40:25 = 13:40
12:00 utc = -
8 pm = 20:00
gisteren 7:30 a.m. = 2026-11-22 07:30

# words for noon
gisteren tijdens de lunch = ~2026-11-22 12:00
gisteren tijdens de lunch om half 1 = 2026-11-22 12:30
gisteren tussen de middag om kwart over 12 = 2026-11-22 12:15
vrijdag rond het middaguur = ~2026-11-20 12:00
na de lunch = -

# a story of more than one sentence
Het was gisteren om 9 uur. Ik zag het meteen. = 2026-11-22 09:00
Gisteren. Om 9 uur. = 2026-11-22 09:00
Het is kwart over drie en ik zit op de trap. Morgen moet ik een gezin bellen. = -
Iemand vroeg gisteren of de lijst uit de map weg mag. = 2026-11-22
vorige week opgehaald bij einde contract = ~2026-11-16

# numbers of something else
gisteren om 9 uur heb ik 3 cliënten gemaild = 2026-11-22 09:00
gisteren 3x geprobeerd = 2026-11-22
Verzonden: zondag 22 november 2026 14:05 Onderwerp: 3 stukken = 2026-11-22 14:05
gisteren in kamer 12 = 2026-11-22
op punt 14 van de lijst = -
gisteren zaak DL-2026-0001 gezien = 2026-11-22
gisteren 14 = -
gisteren € 13.40 betaald = -
gisteren 20% = -
gisteren 06-12345678 gebeld = -
gisteren versie 1.2.3.4 = -
gisteren om9 uur = -
jan heeft gisteren gebeld = -
badge stond om 04.00 binnen in kamer 3.02 = 04:00
er zijn gisteren drie bezwaardossiers weggeraakt = 2026-11-22
is er bidruimte op de vierde = -
goede middag, gisteren om 10 uur = 2026-11-22 10:00
goede middag = -
de gehele morgen gezocht = ~06:00
geboren op 1 januari 1990 = -
24/7 = -
7e dag = -
11.10 m = -
nummer 15-11 = -
een nacht bij mij thuis = -
2 = -
15 minuten = -
honderd = -
kwart = -
half = -
"""

RANGES = """
# the end may still have to come
van 1-10 tot 7-11 = 2026-10-01 > 2026-11-07
van 20-11 tot 27-11 = 2026-11-20 > 2026-11-27
van 28 dec tot 3 jan 2017 = 2016-12-28 > 2017-01-03
van 10 okt 2016 tot 12 nov = 2016-10-10 > 2016-11-12
van 10 okt tot 12 nov 2016 = 2016-10-10 > 2016-11-12
van 5 tot 8 mei 2025 = 2025-05-05 > 2025-05-08
van de 10e tot de 12e = 2026-11-10 > 2026-11-12
tussen de 10e en de 12e november = 2026-11-10 > 2026-11-12
10-12 november = 2026-11-10 > 2026-11-12
10 - 12 november 2025 = 2025-11-10 > 2025-11-12
14/15 november = 2026-11-14 > 2026-11-15
10/11-12/11 = 2026-11-10 > 2026-11-12
van 31-10 tot 30-10 = -
ma t/m vr = 2026-11-16 > 2026-11-20
ma 16/11 t/m wo 18/11 = 2026-11-16 > 2026-11-18
16-11-2026 09:00 - 17-11-2026 17:00 = 2026-11-16 09:00 > 2026-11-17 17:00
ergens tussen 3 en 5 november = ~2026-11-03 > ~2026-11-05
van 3 dagen geleden tot gisteren = 2026-11-20 > 2026-11-22
van 2 tot 3 weken geleden = -
tussen twee en drie uur geleden = -
1, 2 en 3 november = -
16.11.2026-18.11.2026 = 2026-11-16 > 2026-11-18
maandag 16 - dinsdag 17 = -

# months and weeks
van half oktober tot half november = ~2026-10-15 > ~2026-11-15
van begin tot eind november = -
van dinsdag tot donderdag vorige week = 2026-11-17 > 2026-11-19
afgelopen weekend tussen zaterdag en zondag = 2026-11-21 > 2026-11-22
eind vorige week = ~2026-11-20 > ~2026-11-22
van augustus t/m oktober = ~2026-08-01 > ~2026-10-31
van begin augustus tot eind oktober = ~2026-08-01 > ~2026-10-31
tussen januari en maart 2025 = ~2025-01-01 > ~2025-03-31
augustus-oktober = ~2026-08-01 > ~2026-10-31
eind vorige maand = ~2026-10-21 > ~2026-10-31
begin deze maand = ~2026-11-01 > ~2026-11-10
deze maand van 4 tot 22 = 2026-11-04 > 2026-11-22
in oktober van 4 tot 22 = 2026-10-04 > 2026-10-22
van de 4e tot de 22e van vorige maand = 2026-10-04 > 2026-10-22
vorige week van maandag tot woensdag = 2026-11-16 > 2026-11-18
afgelopen 3 dagen = ~2026-11-20 > ~2026-11-23
de laatste twee uur = ~2026-11-23 11:40 > ~2026-11-23 13:40
week 46 = ~2026-11-09 > ~2026-11-15
november vorig jaar = ~2025-11-01 > ~2025-11-30
11-2025 = ~2025-11-01 > ~2025-11-30
vorige week van 2 tot 4 = -
van augustus tot oktober = -
van de zomer tot oktober = -

# hours
16:00-17:00 = 16:00 > 17:00
gisterenmiddag van 15:00-20:00 = 2026-11-22 15:00 > 2026-11-22 20:00
9-10 's ochtends = 09:00 > 10:00
gisteren 9-11 uur = 2026-11-22 09:00 > 2026-11-22 11:00
gisterochtend 9-10 = 2026-11-22 09:00 > 2026-11-22 10:00
van kerst tot nieuwjaar = 2025-12-25 > 2026-01-01
9-10 vanmorgen = 2026-11-23 09:00 > 2026-11-23 10:00
van half acht tot 4 uur 's middags = 07:30 > 16:00
gisteren van 9 uur 's ochtends tot 5 = 2026-11-22 09:00 > 2026-11-22 17:00
gisteravond tussen 8 en 10 = 2026-11-22 20:00 > 2026-11-22 22:00
gisteravond van 11 tot 1 = 2026-11-22 23:00 > 2026-11-23 01:00
gisteren van 10 tot 2 's nachts = 2026-11-22 22:00 > 2026-11-23 02:00
vannacht tussen 2 en 3 = 2026-11-23 02:00 > 2026-11-23 03:00
vannacht van 23:00 tot 1:00 = 2026-11-22 23:00 > 2026-11-23 01:00
de 17e van 14.00 tot 16.00 = 2026-11-17 14:00 > 2026-11-17 16:00
op 3 november van 14.00 tot 16.00 uur = 2026-11-03 14:00 > 2026-11-03 16:00
tussen 19.00 en 21.30 gisteravond weg geweest = 2026-11-22 19:00 > 2026-11-22 21:30
gisteren van 9.10 tot 11.10 = 2026-11-22 09:10 > 2026-11-22 11:10
van 9 tot 11 op 12 november = 2026-11-12 09:00 > 2026-11-12 11:00
tussen 22:00 en 2:00 uur = 2026-11-22 22:00 > 2026-11-23 02:00
vandaag van 9 tot 12 = 2026-11-23 09:00 > 2026-11-23 12:00
woensdag tussen kwart voor 3 en half 4 = 2026-11-18 14:45 > 2026-11-18 15:30
van maandag 9 uur tot woensdag 17 uur = 2026-11-16 09:00 > 2026-11-18 17:00
van vanmorgen 8 uur tot nu = 2026-11-23 08:00 > 2026-11-23 13:40
tussen 9 uur en nu = 2026-11-23 09:00 > 2026-11-23 13:40
tussen 22 jan en nu = 2026-01-22 > 2026-11-23 13:40
tussen gisterochtend en gistermiddag = ~2026-11-22 06:00 > ~2026-11-22 18:00
van zondagavond 11 uur tot maandag 1 uur 's nachts = 2026-11-22 23:00 > 2026-11-23 01:00
vanochtend van 11 tot 1 = 2026-11-23 11:00 > 2026-11-23 13:00
gisteravond 7.30-8.30 = 2026-11-22 19:30 > 2026-11-22 20:30
gisteren van 15:00 tot 9:00 vandaag = 2026-11-22 15:00 > 2026-11-23 09:00
tussen 10 uur 16 nov en 11 uur 18 nov = 2026-11-16 10:00 > 2026-11-18 11:00
16-11 10-11 uur = 2026-11-16 10:00 > 2026-11-16 11:00
maandag 10-11 uur = 2026-11-23 10:00 > 2026-11-23 11:00
in de nacht van zaterdag op zondag tussen 23 en 2 uur = 2026-11-21 23:00 > 2026-11-22 02:00
gisternacht van 1 tot 3 = -
gisteren van 15:00 tot 9:00 = -
gisteren 14:00-13:00 = -
op 3 november van 10 tot 12 november = -
van 9.10 tot 11.10 = -
10 november tot 12 = -
van gisteren tot 3 uur = -
van 10 tot 15 mensen = -
tussen de tien en de vijftien cliënten = -
elke dag van 9 tot 5 = -
voor gisteren en na 9 uur = -
"""


def told(table: str) -> list[tuple[str, str]]:
    """What is typed and what it means, line by line."""
    lines = [line.split(" = ") for line in table.splitlines() if line and not line.startswith("#")]
    return [(typed, meant) for typed, meant in lines]
