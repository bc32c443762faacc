# Programmabegroting 2019
Gemeente Zuiderkogge
## Programma Mobiliteit en bereikbaarheid
### Inleiding
Zuiderkogge ligt tussen twee snelwegen en toch staan we vaak stil. In 2018 maakten wij met inwoners een analyse van de knelpunten. Het vorige college legde de nadruk op de auto; wij kiezen voor fiets en trein.
### Waar gaan we voor?
1. Inwoners kunnen vlot en veilig reizen binnen de gemeente
2. Het station is een prettige plek om over te stappen
### Wat gaan we doen in 2019?
#### 1. Inwoners kunnen vlot en veilig reizen binnen de gemeente
- Fietsplan Zuiderkogge 2019-2023: we leggen de ontbrekende schakels aan. De Fietsersbond denkt met ons mee als adviseur. De vervoerregio subsidieert de helft van de kosten, maximaal € 640.000.
- Schoolstraten: bij De Regenboog en De Windroos beginnen we een proef, samen met Veilig Verkeer Nederland.
- Reconstructie Hoornseweg. De provincie Noord-Holland voert de reconstructie uit; wij betalen € 175.000 mee. In 2020 moet de weg klaar zijn.
#### 2. Het station is een prettige plek om over te stappen
- Samen met NS Stations en ProRail maken we een Stationsagenda.
- De deelfietsen van OV-fiets worden uitgebreid. Dit doet NS; de gemeente heeft hierin geen rol.
### Indicatoren
| Omschrijving | Rekening 2017 | Doel 2019 | Doel 2022 |
| Ernstige verkeersslachtoffers | 28 | 25 | 20 |
| In- en uitstappers station per dag | 6.420 | 6.800 | 7.500 |
### Wat mag het kosten?
Bedragen x € 1.000
| | Rekening 2017 | Begroting 2018 | Begroting 2019 |
| Lasten | 4.118 | 4.405 | 5.230 |
| Baten | 612 | 580 | 1.190 |
