# Monitor sociaal domein
| Thema | Indicator | Eenheid | Wieringdijk 2019 | Wieringdijk 2020 | Wieringdijk 2021 | Regio Kennemerland 2021 | Nederland 2021 |
| Gezondheid | Volwassenen met overgewicht | % | 48,2 | 49 | 49,7 | 47,9 | 50 |
| Gezondheid | Wachttijd Wmo-melding | dagen | 31 | 44 | 38 | | |
| Meedoen | Vrijwilligers | % | 33 | 28,5 | 30 | 27 | 26,6 |
| Meedoen | Leden bibliotheek per 1.000 inwoners | aantal | 215 | 204 | 199 | 231 | 210 |
